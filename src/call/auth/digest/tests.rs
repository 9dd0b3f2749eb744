//! The vectors of the RFC, and challenges that no vendor should send.

use http::header::{HeaderMap, HeaderValue, WWW_AUTHENTICATE};

use super::challenge::strongest;
use super::session::Session;
use super::{Login, Round};

/// RFC 7616, section 3.9.1.
const BOTH: [&str; 2] = [
    r#"Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=MD5, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS""#,
    r#"Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS""#,
];

fn headers(values: &[&str]) -> HeaderMap {
    let values = values
        .iter()
        .filter_map(|value| HeaderValue::from_str(value).ok());
    values.map(|value| (WWW_AUTHENTICATE, value)).collect()
}

fn session(values: &[&str], user: &str, password: &str, cnonce: &str) -> Session {
    let Ok(challenge) = strongest(&headers(values)) else {
        panic!("there is a challenge that can be answered")
    };
    Session::new(challenge, &user.into(), &password.into(), cnonce.into())
}

fn answer(session: &mut Session, target: &str) -> String {
    let answer = session.answer("GET", target).expect("it can be answered");
    answer.header.to_str().expect("ASCII").to_owned()
}

#[test]
fn the_vectors_of_the_rfc() {
    let cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
    let sha = "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1";
    let md5 = "8ca523f5e9506fed4657c9700eebdbec";
    for (challenges, algorithm, response) in [
        (&BOTH[..1], "MD5", md5),
        (&BOTH[1..], "SHA-256", sha),
        (&BOTH[..], "SHA-256", sha),
    ] {
        let mut session = session(challenges, "Mufasa", "Circle of Life", cnonce);
        let wanted = format!(
            r#"Digest username="Mufasa", realm="http-auth@example.org", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", uri="/dir/index.html", response="{response}", algorithm={algorithm}, opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS", qop=auth, nc=00000001, cnonce="{cnonce}""#
        );
        assert_eq!(answer(&mut session, "/dir/index.html"), wanted);
        let second = answer(&mut session, "/dir/index.html");
        assert!(
            second.contains("nc=00000002") && !second.contains(response),
            "{second}"
        );
    }
}

/// RFC 7616, section 3.9.2, with the values of its erratum 4897.
#[test]
fn a_hashed_user_and_one_beyond_ascii() {
    let challenge = |userhash| {
        format!(
            r#"Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", charset=UTF-8, userhash={userhash}"#
        )
    };
    let cnonce = "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v";
    for (userhash, user) in [
        (
            "true",
            r#"username="793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b", userhash=true"#,
        ),
        ("false", "username*=UTF-8''J%C3%A4s%C3%B8n%20Doe"),
    ] {
        let mut session = session(
            &[&challenge(userhash)],
            "Jäsøn Doe",
            "Secret, or not?",
            cnonce,
        );
        let shown = answer(&mut session, "/doe.json");
        assert!(
            shown.starts_with(&format!("Digest {user}, realm=")),
            "{shown}"
        );
        let response = "3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5";
        assert!(shown.contains(response), "{shown}");
    }
}

/// RFC 2069, as RFC 2617 repeats it: no `qop`, no count.
#[test]
fn a_vendor_that_knows_the_first_rfc_alone() {
    let mut session = session(&[r#"DIGEST realm="r", nonce="n""#], "u", "p", "c");
    let shown = answer(&mut session, "/");
    for absent in ["nc=", "cnonce", "qop", "algorithm"] {
        assert!(!shown.contains(absent), "{shown}");
    }
}

#[test]
fn the_strongest_function_is_chosen_and_what_has_no_answer_passed_over() {
    let digest = |algorithm: &str, more: &str| {
        format!(r#"Digest realm="r", nonce="n", algorithm={algorithm}{more}"#)
    };
    for (challenges, chosen) in [
        (vec![r#"Basic realm="r""#.into(), digest("md5", "")], "md5"),
        (
            vec![format!(
                "{}, {}, Negotiate",
                digest("MD5", ""),
                digest("SHA-256", "")
            )],
            "SHA-256",
        ),
        (
            vec![digest("SHA-256", r#", qop="auth-int""#), digest("MD5", "")],
            "MD5",
        ),
        (
            vec![digest("SHA-256-sess", ""), digest("\"MD5\"", "")],
            "MD5",
        ),
        (
            vec![digest("SHA3", ""), "===".into(), digest("SHA-256", "")],
            "SHA-256",
        ),
        (vec!["x".repeat(5000), digest("MD5", "")], "MD5"),
    ] {
        let challenges: Vec<&str> = challenges.iter().map(String::as_str).collect();
        let found = strongest(&headers(&challenges)).map(|found| found.written);
        assert_eq!(found, Ok(Some(chosen.to_owned())), "{challenges:?}");
    }
}

#[test]
fn no_challenge_is_too_strange() {
    let mut seed = 7_u64;
    let mut next = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    let whole = format!(
        "{}, {}",
        BOTH[0], r#"Digest realm="\"\\", nonce="", stale=TRUE, userhash=true, opaque="""#
    );
    let login = Login::new(&"ann".into(), &"s3cret".into()).expect("it can be had");
    for _ in 0..20_000 {
        let mut bytes = whole.clone().into_bytes();
        for _ in 0..=next(6) {
            let at = next(bytes.len());
            match next(4) {
                _ if bytes.len() == 1 => break,
                0 => bytes[at] = 32 + next(224) as u8,
                1 => _ = bytes.remove(at),
                2 => bytes.truncate(at.max(1)),
                _ => bytes.insert(at, b"\",\\= \t"[next(6)]),
            }
        }
        let Ok(value) = HeaderValue::from_bytes(&bytes) else {
            continue;
        };
        let mut reply = http::Response::new(bytes::Bytes::new());
        *reply.status_mut() = http::StatusCode::UNAUTHORIZED;
        reply.headers_mut().insert(WWW_AUTHENTICATE, value.clone());
        let mut round = Round::default();
        let mut sends = 0;
        loop {
            let mut request = http::Request::new(bytes::Bytes::new());
            login.show(&mut round, &mut request);
            sends += 1;
            if !login.hear(&mut round, &reply) {
                break;
            }
        }
        assert!(sends <= 3, "{value:?}");
        let mut accepted = http::Response::new(bytes::Bytes::new());
        accepted.headers_mut().insert("authentication-info", value);
        login.hear(&mut round, &accepted);
    }
}

#[test]
fn a_call_that_panicked_leaves_the_login_whole() {
    let login = Login::new(&"ann".into(), &"s3cret".into()).expect("it can be had");
    let broken = std::thread::scope(|scope| {
        let held = scope.spawn(|| {
            let _held = login.sessions();
            panic!("on purpose");
        });
        held.join()
    });
    assert!(broken.is_err());
    let (mut round, mut request) = (Round::default(), http::Request::new(bytes::Bytes::new()));
    login.show(&mut round, &mut request);
    assert!(request.headers().is_empty());
}

#[test]
fn a_nonce_is_not_counted_past_its_end() {
    let mut session = session(&[BOTH[0]], "u", "p", "c");
    session.count = u32::MAX - 1;
    assert!(answer(&mut session, "/").contains("nc=ffffffff"));
    assert!(session.answer("GET", "/").is_none());
}
