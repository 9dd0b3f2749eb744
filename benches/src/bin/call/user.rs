//! The record as one writes it for serde.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub struct Envelope {
    pub data: User,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "it is only read")]
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
    pub phones: Vec<String>,
    pub tags: Vec<Tag>,
    pub address: Address,
    pub labels: BTreeMap<String, String>,
    pub nickname: Option<String>,
    pub deactivated: Option<Timestamp>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "it is only read")]
pub struct Tag {
    pub id: i64,
    pub name: String,
    pub color: String,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "it is only read")]
pub struct Address {
    pub street: String,
    pub city: String,
    pub zip: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    En,
    Cs,
    De,
    Fr,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Activated,
    Deactivated,
    AwaitingApproval,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Admin,
    Agent,
    Client,
}
