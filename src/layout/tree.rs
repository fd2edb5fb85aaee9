//! Who contains whom: the page, its groups and their nodes as one tree of containers.
//!
//! May assume nothing: unknown groups and cycles of parents are mended by moving their members to the page.
//! Must not know about sizes or edges.

use super::Graph;

/// Container 0 is the page; container `g + 1` is group `g`.
pub(super) struct Tree {
    /// The container around each container; the page contains itself.
    pub parent: Vec<usize>,
    /// How many containers are around each container.
    pub depth: Vec<usize>,
    /// The container of each node.
    pub home: Vec<usize>,
    /// The nodes directly in each container.
    pub nodes_in: Vec<Vec<usize>>,
    /// The containers directly in each container.
    pub groups_in: Vec<Vec<usize>>,
    /// All containers, each before its contents.
    pub preorder: Vec<usize>,
}

impl Tree {
    /// Reads the containment of `graph`.
    pub fn new(graph: &Graph) -> Self {
        let count = graph.groups.len() + 1;
        let container = |group: Option<usize>| group.filter(|&g| g + 1 < count).map_or(0, |g| g + 1);
        let mut parent: Vec<usize> =
            std::iter::once(0).chain(graph.groups.iter().map(|g| container(g.parent))).collect();
        mend(&mut parent);
        let home: Vec<usize> = graph.nodes.iter().map(|node| container(node.group)).collect();
        let (mut nodes_in, mut groups_in) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for (node, &at) in home.iter().enumerate() {
            nodes_in[at].push(node);
        }
        for group in 1..count {
            groups_in[parent[group]].push(group);
        }
        let mut preorder = vec![0];
        let mut depth = vec![0; count];
        let mut next = 0;
        while next < preorder.len() {
            let at = preorder[next];
            next += 1;
            for &inner in &groups_in[at] {
                depth[inner] = depth[at] + 1;
                preorder.push(inner);
            }
        }
        Tree { parent, depth, home, nodes_in, groups_in, preorder }
    }

    /// The innermost container around both `a` and `b`.
    pub fn meet(&self, mut a: usize, mut b: usize) -> usize {
        while a != b {
            if self.depth[a] >= self.depth[b] {
                a = self.parent[a];
            } else {
                b = self.parent[b];
            }
        }
        a
    }

    /// How many items a container has: its nodes, then its groups.
    pub fn items(&self, container: usize) -> usize {
        self.nodes_in[container].len() + self.groups_in[container].len()
    }

    /// The containers around `node` that lie inside `outer`, outermost first.
    pub fn path(&self, outer: usize, node: usize) -> Vec<usize> {
        let mut path = Vec::new();
        let mut at = self.home[node];
        while at != outer && at != 0 {
            path.push(at);
            at = self.parent[at];
        }
        path.reverse();
        path
    }

    /// The index, among the items of `container`, of what holds `node`.
    pub fn item_of(&self, container: usize, node: usize) -> usize {
        let sought = self.path(container, node).first().copied();
        match sought {
            None => self.nodes_in[container].iter().position(|&n| n == node).unwrap_or(0),
            Some(group) => {
                let at = self.groups_in[container].iter().position(|&g| g == group).unwrap_or(0);
                self.nodes_in[container].len() + at
            }
        }
    }
}

/// Puts every container that is inside itself onto the page.
fn mend(parent: &mut [usize]) {
    // 0: not looked at, 1: on the current way up, 2: known to reach the page.
    let mut state = vec![0u8; parent.len()];
    state[0] = 2;
    for start in 1..parent.len() {
        let mut way = Vec::new();
        let mut at = start;
        while state[at] == 0 {
            state[at] = 1;
            way.push(at);
            at = parent[at];
        }
        if state[at] == 1 {
            parent[at] = 0;
        }
        for step in way {
            state[step] = 2;
        }
    }
}
