//! The two messages of Postgres' protocol that say what a statement is and what it is carried out with.

use anyhow::{Context, Result, ensure};

/// What a statement is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parse {
    pub(super) text: String,
    /// The types of its parameters that the client chose; 0 leaves the choice to the database.
    pub(super) types: Vec<u32>,
}

/// What it is carried out with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bind {
    /// The name of the statement.
    pub(super) statement: String,
    /// In binary form; nothing stands for null.
    pub(super) parameters: Vec<Option<Vec<u8>>>,
}

impl Parse {
    /// Reads the message's body: the statement's name, and the statement.
    pub(super) fn read(body: &[u8]) -> Result<(String, Self)> {
        let mut rest = Reader(body);
        let (name, text) = (rest.text()?, rest.text()?);
        let types = (0..rest.count()?).map(|_| rest.number().map(i32::cast_unsigned));
        let types = types.collect::<Result<_>>()?;
        Ok((name, Self { text, types }))
    }
}

impl Bind {
    /// Reads the message's body.
    pub(super) fn read(body: &[u8]) -> Result<Self> {
        const BINARY: u16 = 1;
        let mut rest = Reader(body);
        let (_portal, statement) = (rest.text()?, rest.text()?);
        for _ in 0..rest.count()? {
            ensure!(
                rest.count()? == BINARY,
                "a parameter that is not in binary form"
            );
        }
        let parameters = (0..rest.count()?).map(|_| match rest.number()? {
            -1 => Ok(None),
            length => rest
                .take(usize::try_from(length)?)
                .map(|it| Some(it.to_vec())),
        });
        let parameters = parameters.collect::<Result<_>>()?;
        Ok(Self {
            statement,
            parameters,
        })
    }
}

/// What of a message is not read yet.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self
            .0
            .split_at_checked(length)
            .context("a message ends too soon")?;
        self.0 = rest;
        Ok(taken)
    }

    /// A text, which ends with a zero.
    fn text(&mut self) -> Result<String> {
        let end = self.0.iter().position(|it| *it == 0);
        let text = self.take(end.context("a text without an end")?)?;
        self.take(1)?;
        Ok(String::from_utf8(text.to_vec())?)
    }

    fn count(&mut self) -> Result<u16> {
        Ok(u16::from_be_bytes(self.take(2)?.try_into()?))
    }

    fn number(&mut self) -> Result<i32> {
        Ok(i32::from_be_bytes(self.take(4)?.try_into()?))
    }
}

#[cfg(test)]
mod tests {
    use super::{Bind, Parse};

    #[test]
    fn a_statement_is_read_with_its_types() {
        let (name, parse) = Parse::read(b"s1\0select $1\0\0\x01\0\0\0\x17").unwrap();
        assert_eq!(name, "s1");
        assert_eq!(parse.text, "select $1");
        assert_eq!(parse.types, [23]);
    }

    #[test]
    fn parameters_are_read_as_they_are() {
        let body = b"\0s1\0\0\x01\0\x01\0\x02\0\0\0\x02ab\xff\xff\xff\xff\0\x01\0\x01";
        let bind = Bind::read(body).unwrap();
        assert_eq!(bind.statement, "s1");
        assert_eq!(bind.parameters, [Some(b"ab".to_vec()), None]);
        assert!(Bind::read(&body[..12]).is_err());
        assert!(Bind::read(b"\0s1\0\0\x01\0\0").is_err());
    }
}
