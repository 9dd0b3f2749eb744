//! The page that is read and written: 1,000 records of 40 fields, as serde derives have them, made by rule.

#![allow(missing_docs, reason = "the fields are those of the spec")]

#[cfg(feature = "peers")]
pub mod xml;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How many records the page has.
pub const RECORDS: i64 = 1_000;

/// The page: every run gets the same.
pub fn page() -> Page {
    Page {
        total: RECORDS,
        items: (0..RECORDS).map(user).collect(),
    }
}

/// The record at `i`.
pub fn user(i: i64) -> User {
    let at = |second: i64| Timestamp::from_second(1_700_000_000 + second).expect("in range");
    let some = |i: i64, text: &str| (i % 3 != 0).then(|| format!("{text} {i}"));
    User {
        user_id: i,
        username: format!("user.{i}"),
        email: format!("user.{i}@example.com"),
        first_name: "Jane".into(),
        last_name: format!("Doe-{i}"),
        full_name: format!("Jane \"J\" Doe-{i}"),
        department: some(i, "Sales"),
        division: some(i + 1, "North"),
        employee_id: some(i + 2, "E"),
        manager: some(i, "boss"),
        note: some(i + 1, "první poznámka"),
        time_zone: "Central Europe Standard Time".into(),
        language: [Language::En, Language::Cs, Language::De, Language::Fr][i as usize % 4].clone(),
        status: [
            Status::Activated,
            Status::Deactivated,
            Status::AwaitingApproval,
        ][i as usize % 3]
            .clone(),
        role: [Role::Admin, Role::Agent, Role::Client][i as usize % 3].clone(),
        is_active: i % 2 == 0,
        is_online: i % 3 == 0,
        is_deleted: false,
        is_operator: i % 5 == 0,
        is_admin: i % 7 == 0,
        external: true,
        created: at(i * 61),
        updated: at(i * 67),
        last_login: (i % 2 == 0).then(|| at(i * 71)),
        login_count: i * 3,
        failed_logins: i % 4,
        reseller_id: (i % 2 == 1).then_some(i * 11),
        company_id: i % 50,
        quota: 1_000_000 + i,
        used: 999_999 - i,
        score: i as f64 / 7.0,
        rate: 0.25,
        balance: i as f64 * 1.01,
        ratio: 1.0 / (i + 1) as f64,
        phones: vec![format!("+420 732 389 {:03}", i % 1000)],
        tags: (0..i % 3)
            .map(|t| Tag {
                id: t,
                name: format!("tag {t}"),
                color: "#ffffff".into(),
            })
            .collect(),
        address: Address {
            street: format!("Main Street {i}"),
            city: "Praha".into(),
            zip: "110 00".into(),
        },
        labels: BTreeMap::from([
            ("team".into(), format!("t{}", i % 9)),
            ("tier".into(), "gold".into()),
        ]),
        nickname: (i % 4 == 0).then(|| format!("nick{i}")),
        deactivated: (i % 5 == 0).then(|| at(i)),
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Page {
    pub total: i64,
    pub items: Vec<User>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deactivated: Option<Timestamp>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tag {
    pub id: i64,
    pub name: String,
    pub color: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Address {
    pub street: String,
    pub city: String,
    pub zip: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    En,
    Cs,
    De,
    Fr,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Activated,
    Deactivated,
    AwaitingApproval,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Admin,
    Agent,
    Client,
}
