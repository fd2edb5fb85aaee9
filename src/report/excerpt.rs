//! The few lines of the sources that a diagnostic shows, made safe to print and short enough to read.
//!
//! Control and bidirectional characters are written out, and long lines are cut around the place that matters,
//! so a hostile file can neither steer a terminal nor flood it.

use crate::text::{FileId, SourceMap, Span, neutralise};
use codespan_reporting::files::{Error, Files};
use std::collections::BTreeMap;
use std::ops::Range;

/// Characters of a line that are shown at most.
const MOST: usize = 160;
/// Characters that are shown before the place that matters, if the line must be cut there.
const BEFORE: usize = 60;

/// Lines of some files, with the numbers that they have there.
#[derive(Debug, Default)]
pub(super) struct Excerpt {
    files: Vec<ExcerptFile>,
}

#[derive(Debug)]
struct ExcerptFile {
    id: FileId,
    name: String,
    text: String,
    /// Start of each shown line and its number in the file.
    lines: Vec<(usize, usize)>,
    /// For each labelled place its true column.
    columns: BTreeMap<usize, usize>,
}

impl Excerpt {
    /// Collects the lines that the spans begin on. Gives, for each span, its file and place in the excerpt.
    pub(super) fn new(sources: &SourceMap, spans: &[Span]) -> (Excerpt, Vec<(usize, Range<usize>)>) {
        let mut excerpt = Excerpt::default();
        let mut places = vec![(0, 0..0); spans.len()];
        for (index, span) in spans.iter().enumerate() {
            if !excerpt.files.iter().any(|file| file.id == span.file) {
                let same: Vec<usize> = (index..spans.len()).filter(|other| spans[*other].file == span.file).collect();
                excerpt.add_file(sources, spans, &same, &mut places);
            }
        }
        (excerpt, places)
    }

    fn add_file(&mut self, sources: &SourceMap, spans: &[Span], same: &[usize], places: &mut [(usize, Range<usize>)]) {
        let id = spans[same[0]].file;
        let source = sources.file(id);
        let mut by_line: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for index in same {
            by_line.entry(source.line_index(spans[*index].start as usize)).or_default().push(*index);
        }
        let mut file = ExcerptFile {
            id,
            name: neutralise(source.name()).into_owned(),
            text: String::new(),
            lines: Vec::new(),
            columns: BTreeMap::new(),
        };
        let mut previous: Option<usize> = None;
        for (line, indices) in by_line {
            // Lines in between are left out; two empty ones make the renderer show a gap.
            if let Some(previous) = previous.filter(|previous| line > previous + 1) {
                for gap in 1..=2.min(line - previous - 1) {
                    file.lines.push((file.text.len(), previous + gap + 1));
                    file.text.push('\n');
                }
            }
            previous = Some(line);
            let start = source.line_starts()[line] as usize;
            let end = source.line_starts().get(line + 1).map_or(source.text().len(), |next| *next as usize);
            let text = source.text()[start..end].trim_end_matches(['\n', '\r']);
            file.add_line(text, start, line + 1, &indices, spans, self.files.len(), places);
        }
        self.files.push(file);
    }
}

impl ExcerptFile {
    #[allow(clippy::too_many_arguments, reason = "one line with all that is known of it")]
    fn add_line(
        &mut self,
        line: &str,
        start: usize,
        number: usize,
        indices: &[usize],
        spans: &[Span],
        file: usize,
        places: &mut [(usize, Range<usize>)],
    ) {
        let line_start = self.text.len();
        self.lines.push((line_start, number));
        let local = |offset: u32| (offset as usize).saturating_sub(start).min(line.len());
        let first = indices.iter().map(|index| local(spans[*index].start)).min().unwrap_or(0);
        let (from, to) = window(line, first);
        if from > 0 {
            self.text.push('…');
        }
        // Where each byte offset of the line comes to stand.
        let mut moved: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, character) in line[from..to].char_indices() {
            moved.insert(from + at, self.text.len());
            self.text.push_str(&neutralise(character.encode_utf8(&mut [0; 4])));
        }
        moved.insert(to, self.text.len());
        let end = self.text.len();
        if to < line.len() {
            self.text.push('…');
        }
        self.text.push('\n');
        let place = |offset: usize| moved.range(offset.max(from)..).next().map_or(end, |(_, place)| *place);
        for index in indices {
            let (low, high) = (place(local(spans[*index].start)), place(local(spans[*index].end)));
            let column = line[..local(spans[*index].start)].chars().count() + 1;
            self.columns.insert(low, column);
            places[*index] = (file, low..high.max(low));
        }
    }
}

/// The part of a line to show, so that the place at `first` is in it.
fn window(line: &str, first: usize) -> (usize, usize) {
    if line.len() <= MOST {
        return (0, line.len());
    }
    let floor = |at: usize| (0..=at.min(line.len())).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0);
    let from = if first > MOST - BEFORE { floor(first - BEFORE) } else { 0 };
    (from, floor(from + MOST))
}

impl<'a> Files<'a> for Excerpt {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        self.files.get(id).map(|file| file.name.as_str()).ok_or(Error::FileMissing)
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        self.files.get(id).map(|file| file.text.as_str()).ok_or(Error::FileMissing)
    }

    fn line_index(&'a self, id: usize, byte_index: usize) -> Result<usize, Error> {
        let file = self.files.get(id).ok_or(Error::FileMissing)?;
        Ok(file.lines.partition_point(|(start, _)| *start <= byte_index).saturating_sub(1))
    }

    fn line_number(&'a self, id: usize, line_index: usize) -> Result<usize, Error> {
        let file = self.files.get(id).ok_or(Error::FileMissing)?;
        let last = file.lines.len().saturating_sub(1);
        file.lines.get(line_index.min(last)).map(|(_, number)| *number).ok_or(Error::FileMissing)
    }

    fn column_number(&'a self, id: usize, line_index: usize, byte_index: usize) -> Result<usize, Error> {
        let file = self.files.get(id).ok_or(Error::FileMissing)?;
        if let Some(column) = file.columns.get(&byte_index) {
            return Ok(*column);
        }
        let range = self.line_range(id, line_index)?;
        Ok(file.text.get(range.start..byte_index).unwrap_or_default().chars().count() + 1)
    }

    fn line_range(&'a self, id: usize, line_index: usize) -> Result<Range<usize>, Error> {
        let file = self.files.get(id).ok_or(Error::FileMissing)?;
        let start = file.lines.get(line_index).map_or(file.text.len(), |(start, _)| *start);
        let end = file.lines.get(line_index + 1).map_or(file.text.len(), |(start, _)| *start);
        Ok(start..end)
    }
}
