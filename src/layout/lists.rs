//! Many short lists in one piece of memory: the segments at each vertex. Levels are copied often.
//!
//! May assume nothing. Must keep the order in which things were listed.

use std::ops::Index;

/// A list of numbers for each of several owners.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    starts: Vec<usize>,
    items: Vec<usize>,
}

impl Lists {
    /// Gives each of `count` owners the indices of its entries, in their order.
    pub fn new(count: usize, owners: impl Iterator<Item = usize> + Clone) -> Self {
        let mut starts = vec![0; count + 1];
        for owner in owners.clone() {
            starts[owner + 1] += 1;
        }
        for at in 0..count {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut items = vec![0; starts[count]];
        for (index, owner) in owners.enumerate() {
            items[next[owner]] = index;
            next[owner] += 1;
        }
        Lists { starts, items }
    }
}

impl Index<usize> for Lists {
    type Output = [usize];

    fn index(&self, owner: usize) -> &[usize] {
        &self.items[self.starts[owner]..self.starts[owner + 1]]
    }
}
