//! Those who work in the sample office and for it: one for each role, a few roles twice, so that a review can be decided
//! by somebody who took no part. Nobody has two roles.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::case::{Role, UserId};
use crate::domain::data::Lang;
use crate::store::{Result, Store, User};

/// Sign-in name, role, name, language.
const STAFF: &[(&str, Role, &str, Lang)] = &[
    ("community", Role::CommunityWorker, "赵春梅", Lang::Zh),
    ("clerk", Role::StreetClerk, "周文静", Lang::Zh),
    ("clerk2", Role::StreetClerk, "吴志强", Lang::Zh),
    ("clerk-en", Role::StreetClerk, "Helen Marsh", Lang::En),
    ("assessor", Role::Assessor, "郑海涛", Lang::Zh),
    ("reviewer", Role::DistrictReviewer, "孙玉珍", Lang::Zh),
    ("approver", Role::DistrictApprover, "钱国栋", Lang::Zh),
    ("approver2", Role::DistrictApprover, "冯丽华", Lang::Zh),
    ("contractor", Role::Contractor, "蒋大勇", Lang::Zh),
    ("supplier", Role::Supplier, "韩雪梅", Lang::Zh),
    ("inspector", Role::Inspector, "杨建民", Lang::Zh),
    ("finance", Role::Finance, "朱慧敏", Lang::Zh),
    ("auditor", Role::Auditor, "秦正", Lang::Zh),
    ("admin", Role::Admin, "许诺", Lang::Zh),
];

/// The sign-in name of the first user of the sample office in this role; `None` for residents and the timer.
pub fn user_of(role: Role) -> Option<&'static str> {
    STAFF.iter().find(|(_, theirs, ..)| *theirs == role).map(|(sign_in, ..)| *sign_in)
}

/// The users by the name they sign in with.
pub(super) type Staff = BTreeMap<&'static str, User>;

/// Keeps all users.
pub(super) fn keep(store: &mut Store) -> Result<Staff> {
    let mut staff = Staff::new();
    for (sign_in, role, name, language) in STAFF {
        let mut user = User {
            id: UserId(0),
            sign_in: (*sign_in).to_owned(),
            name: (*name).to_owned(),
            roles: BTreeSet::from([*role]),
            language: *language,
            person: None,
            relatives: BTreeSet::new(),
            tied_to: BTreeSet::new(),
            active: true,
        };
        user.id = store.save_user(&user)?;
        staff.insert(sign_in, user);
    }
    Ok(staff)
}
