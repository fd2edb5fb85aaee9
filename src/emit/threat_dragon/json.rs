//! JSON as the app writes it: two spaces a level, members in the order in which they are given.
//!
//! May assume that members are given once. Written straight into one text: a tree of values first would take twenty
//! times as long for a large model. Must leave the escaping of text to serde_json.

/// A JSON text that grows.
#[derive(Debug, Default)]
pub(super) struct Json {
    out: Vec<u8>,
    depth: usize,
    /// Whether the innermost object or array has a member already.
    filled: bool,
}

impl Json {
    /// The whole text of one object.
    pub(super) fn document(content: impl FnOnce(&mut Json)) -> String {
        let mut json = Json::default();
        json.enclosed(b'{', b'}', content);
        json.out.push(b'\n');
        // All that is written here is ASCII, and serde_json keeps the rest as it was.
        String::from_utf8(json.out).unwrap_or_default()
    }

    /// A member that is an object.
    pub(super) fn object(&mut self, key: &str, content: impl FnOnce(&mut Json)) {
        self.begin(Some(key));
        self.enclosed(b'{', b'}', content);
    }

    /// A member that is an array.
    pub(super) fn array(&mut self, key: &str, content: impl FnOnce(&mut Json)) {
        self.begin(Some(key));
        self.enclosed(b'[', b']', content);
    }

    /// An object within an array.
    pub(super) fn item(&mut self, content: impl FnOnce(&mut Json)) {
        self.begin(None);
        self.enclosed(b'{', b'}', content);
    }

    /// A member that is an array of texts.
    pub(super) fn texts<'a>(&mut self, key: &str, texts: impl IntoIterator<Item = &'a str>) {
        self.array(key, |json| {
            for text in texts {
                json.begin(None);
                json.escaped(text);
            }
        });
    }

    /// A member that is text.
    pub(super) fn text(&mut self, key: &str, text: &str) {
        self.begin(Some(key));
        self.escaped(text);
    }

    /// A member that is true or false.
    pub(super) fn flag(&mut self, key: &str, flag: bool) {
        self.raw(key, if flag { "true" } else { "false" });
    }

    /// A member that is a whole number.
    pub(super) fn number(&mut self, key: &str, number: i64) {
        self.raw(key, &number.to_string());
    }

    /// A member of which the value is JSON already.
    pub(super) fn raw(&mut self, key: &str, value: &str) {
        self.begin(Some(key));
        self.out.extend_from_slice(value.as_bytes());
    }

    fn enclosed(&mut self, open: u8, close: u8, content: impl FnOnce(&mut Json)) {
        self.out.push(open);
        self.depth += 1;
        self.filled = false;
        content(self);
        self.depth -= 1;
        if self.filled {
            self.line();
        }
        self.out.push(close);
        self.filled = true;
    }

    /// What stands before a member or an item.
    fn begin(&mut self, key: Option<&str>) {
        if self.filled {
            self.out.push(b',');
        }
        self.filled = true;
        self.line();
        if let Some(key) = key {
            self.escaped(key);
            self.out.extend_from_slice(b": ");
        }
    }

    fn line(&mut self) {
        self.out.push(b'\n');
        self.out.resize(self.out.len() + self.depth * 2, b' ');
    }

    fn escaped(&mut self, text: &str) {
        // Writing into memory cannot fail.
        let _ = serde_json::to_writer(&mut self.out, text);
    }
}
