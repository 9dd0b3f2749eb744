use trunkline_ui::good::User;

fn show(user: &User) {
    println!("{:?}", user.password);
    println!("{}", user.password);
    let _ = user.password.to_string();
}

fn main() {}
