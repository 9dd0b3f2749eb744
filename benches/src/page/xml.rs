//! The page as `quick-xml` wants it declared: a list stands in a struct of its own.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;

use super::{Address, Language, Role, Status, Tag};

#[derive(Debug, Deserialize)]
pub struct Page {
    pub total: i64,
    pub items: Items,
}

#[derive(Debug, Deserialize)]
pub struct Items {
    #[serde(default, rename = "User")]
    pub user: Vec<User>,
}

#[derive(Debug, Deserialize)]
pub struct Phones {
    #[serde(default)]
    pub phone: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct Tags {
    #[serde(default, rename = "Tag")]
    pub tag: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
pub struct User {
    pub user_id: i64,
    pub username: String,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub full_name: String,
    pub department: Option<String>,
    pub division: Option<String>,
    pub employee_id: Option<String>,
    pub manager: Option<String>,
    pub note: Option<String>,
    pub time_zone: String,
    pub language: Language,
    pub status: Status,
    pub role: Role,
    pub is_active: bool,
    pub is_online: bool,
    pub is_deleted: bool,
    pub is_operator: bool,
    pub is_admin: bool,
    pub external: bool,
    pub created: Timestamp,
    pub updated: Timestamp,
    pub last_login: Option<Timestamp>,
    pub login_count: i64,
    pub failed_logins: i64,
    pub reseller_id: Option<i64>,
    pub company_id: i64,
    pub quota: i64,
    pub used: i64,
    pub score: f64,
    pub rate: f64,
    pub balance: f64,
    pub ratio: f64,
    pub phones: Phones,
    pub tags: Tags,
    pub address: Address,
    pub labels: BTreeMap<String, String>,
    #[serde(default)]
    pub nickname: Option<String>,
    #[serde(default)]
    pub deactivated: Option<Timestamp>,
}

impl Page {
    /// The same values as JSON has them.
    pub fn into_page(self) -> super::Page {
        super::Page {
            total: self.total,
            items: self.items.user.into_iter().map(User::into_user).collect(),
        }
    }
}

impl User {
    fn into_user(self) -> super::User {
        super::User {
            user_id: self.user_id,
            username: self.username,
            email: self.email,
            first_name: self.first_name,
            last_name: self.last_name,
            full_name: self.full_name,
            department: self.department,
            division: self.division,
            employee_id: self.employee_id,
            manager: self.manager,
            note: self.note,
            time_zone: self.time_zone,
            language: self.language,
            status: self.status,
            role: self.role,
            is_active: self.is_active,
            is_online: self.is_online,
            is_deleted: self.is_deleted,
            is_operator: self.is_operator,
            is_admin: self.is_admin,
            external: self.external,
            created: self.created,
            updated: self.updated,
            last_login: self.last_login,
            login_count: self.login_count,
            failed_logins: self.failed_logins,
            reseller_id: self.reseller_id,
            company_id: self.company_id,
            quota: self.quota,
            used: self.used,
            score: self.score,
            rate: self.rate,
            balance: self.balance,
            ratio: self.ratio,
            phones: self.phones.phone,
            tags: self.tags.tag,
            address: self.address,
            labels: self.labels,
            nickname: self.nickname,
            deactivated: self.deactivated,
        }
    }
}
