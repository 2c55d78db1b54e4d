//! Tickets: their keys are in their addresses.

/// The key in the address of a Linear or Jira ticket, as the vendor's pages derive it (docs: Bugs):
/// `https://linear.app/acme/issue/LIN-42/title`, `https://acme.atlassian.net/browse/SHOP-7`, and Jira's
/// boards with `selectedIssue=SHOP-7`.
pub(crate) fn key_in_address(url: &str) -> Option<String> {
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    let mut parts = address.split('#').next().unwrap_or_default().split('/');
    let after_marker = parts
        .find(|part| matches!(*part, "issue" | "browse"))
        .and_then(|_| parts.next());
    let query = query.split('#').next().unwrap_or_default();
    let selected = form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "selectedIssue")
        .map(|(_, value)| value.into_owned());
    after_marker
        .map(str::to_owned)
        .filter(|part| is_key(part))
        .or_else(|| selected.filter(|part| is_key(part)))
        .map(|key| key.to_ascii_uppercase())
}

/// `LIN-42`
fn is_key(text: &str) -> bool {
    let Some((team, number)) = text.split_once('-') else {
        return false;
    };
    let mut letters = team.bytes();
    letters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
}
