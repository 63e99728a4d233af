//! Who is at the keyboard: signing in, and acting for somebody.

use crate::app::{Outcome, Who};
use crate::domain::case::{Actor, EventId, Mandate, PersonId, Role, Who as Acts};
use crate::store::Access;

use super::Session;

impl Session {
    pub(super) fn check_secret(&mut self, who: Acts, secret: &str) -> Result<(), Outcome> {
        match self.store.try_secret(who, secret)? {
            Access::Granted => Ok(()),
            Access::Wrong { left } => Err(Outcome::WrongSecret { left }),
            Access::Locked => Err(Outcome::WrongSecret { left: 0 }),
            Access::NotSet => Err(Outcome::Failed { id: "no-pin-yet", args: Vec::new() }),
        }
    }

    pub(super) fn sign_in_resident(&mut self, id_number: &str, pin: &str) -> Result<Outcome, Outcome> {
        let found = self.store.find_persons(id_number)?;
        let Some(person) = found.into_iter().find(|person| person.id_number.as_deref() == Some(id_number)) else {
            // Whether somebody is known here is nobody else's business: the same words as for a wrong PIN.
            return Err(Outcome::WrongSecret { left: crate::store::WRONG_TRIES - 1 });
        };
        self.check_secret(Acts::Person(person.id), pin)?;
        let who = Who::Resident { person: person.id.0, name: person.name };
        self.recall_voice(&who);
        // What they said before they signed in is theirs.
        self.give_facts(person.id)?;
        self.home_again(who.clone());
        Ok(Outcome::SignedIn(who))
    }

    pub(super) fn sign_in_staff(&mut self, sign_in: &str, passphrase: &str) -> Result<Outcome, Outcome> {
        let wrong = || Outcome::Failed { id: "secret-wrong-staff", args: Vec::new() };
        let user = self.store.user_called(sign_in)?.ok_or_else(wrong)?;
        // The same words whether the name or the passphrase is wrong.
        self.check_secret(Acts::User(user.id), passphrase).map_err(|outcome| match outcome {
            Outcome::WrongSecret { left } if left > 0 => wrong(),
            outcome => outcome,
        })?;
        let role = user.roles.iter().next().copied().ok_or_else(wrong)?;
        self.user = Some(user.id);
        self.forget_current();
        // Whoever looks around in the sample office goes on in the language they chose.
        if !self.model.setup.sample {
            self.model.speak(user.language);
        }
        let who = Who::Staff { user: user.sign_in, name: user.name, role };
        self.recall_voice(&who);
        self.home_again(who.clone());
        Ok(Outcome::SignedIn(who))
    }

    /// Who hands in or answers for `person`: the person, or staff by the consent that was recorded when they began.
    pub(super) fn applying(&self, person: PersonId, saw: u32) -> Result<Actor, Outcome> {
        let (Some(user), Who::Staff { role, .. }) = (self.user, &self.model.who) else {
            return Ok(Actor::applicant(person, saw));
        };
        let role = if *role == Role::CommunityWorker { Role::CommunityWorker } else { Role::Agent };
        let mut actor = Actor::staff(user, role, saw);
        let known = self.store.user(user)?;
        actor.person = known.person;
        actor.relatives = known.relatives;
        let today = self.clock.now().date();
        let scope = [EventId::Submit, EventId::Resubmit].into_iter().collect();
        Ok(actor.with_mandate(Mandate { person, from: today, until: Some(today), scope: Some(scope) }))
    }
}
