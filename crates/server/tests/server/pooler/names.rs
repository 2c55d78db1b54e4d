//! Prepared statements, whose names are of a client here and of a connection there.

use std::collections::{HashMap, HashSet, VecDeque};

use super::wire::{text, with_text};

/// What a client has prepared.
pub(super) struct Names {
    client: usize,
    /// Its statements, by the names that it gave them, as they were sent.
    prepared: HashMap<String, Vec<u8>>,
    /// What is to be answered, in order: statements that are prepared, and ends.
    awaited: VecDeque<Awaited>,
}

enum Awaited {
    Prepared { asked: bool },
    End,
}

impl Names {
    pub(super) fn of(client: usize) -> Self {
        Self {
            client,
            prepared: HashMap::new(),
            awaited: VecDeque::new(),
        }
    }

    /// What is to be sent for a message of the client, on a connection that knows these names.
    pub(super) fn sent(&mut self, message: Vec<u8>, known: &mut HashSet<String>) -> Vec<u8> {
        match message[0] {
            b'Q' | b'S' => {
                self.awaited.push_back(Awaited::End);
                message
            }
            b'P' => {
                let (name, _) = text(&message, 5);
                self.awaited.push_back(Awaited::Prepared { asked: true });
                if name.is_empty() {
                    return message;
                }
                let own = self.own(&name);
                known.insert(own.clone());
                let parse = with_text(&message, 5, &own);
                self.prepared.insert(name, parse.clone());
                parse
            }
            b'B' => {
                let (_, portal_ends) = text(&message, 5);
                self.used(&message, portal_ends + 1, known)
            }
            b'D' | b'C' if message[5] == b'S' => self.used(&message, 6, known),
            _ => message,
        }
    }

    /// A message that uses a statement, after what prepares it where it is not known.
    fn used(&mut self, message: &[u8], at: usize, known: &mut HashSet<String>) -> Vec<u8> {
        let (name, _) = text(message, at);
        if name.is_empty() {
            return message.to_vec();
        }
        let own = self.own(&name);
        let renamed = with_text(message, at, &own);
        if message[0] == b'C' {
            known.remove(&own);
            self.prepared.remove(&name);
            return renamed;
        }
        match self.prepared.get(&name) {
            Some(parse) if known.insert(own) => {
                self.awaited.push_back(Awaited::Prepared { asked: false });
                [&parse[..], &renamed].concat()
            }
            _ => renamed,
        }
    }

    /// Whether the client is told of an answer.
    pub(super) fn is_for_client(&mut self, answer: &[u8]) -> bool {
        match answer[0] {
            b'1' => match self.awaited.pop_front() {
                Some(Awaited::Prepared { asked }) => asked,
                _ => panic!("nothing was to be prepared"),
            },
            b'Z' => {
                // After an error the rest is left out.
                while let Some(Awaited::Prepared { .. }) = self.awaited.pop_front() {}
                true
            }
            _ => true,
        }
    }

    /// Whether all is answered.
    pub(super) fn is_done(&self) -> bool {
        self.awaited.is_empty()
    }

    fn own(&self, name: &str) -> String {
        format!("{}_{name}", self.client)
    }
}
