#[derive(Debug)]
pub enum Node {
    Leaf(String),
    List(Vec<Box<Node>>),
    Pair { key: String, value: Box<Node> },
}

impl Node {
    pub fn depth(&self) -> usize {
        match self {
            Node::Leaf(_) => 1,
            Node::List(items) => 1 + items.iter().map(|n| n.depth()).max().unwrap_or(0),
            Node::Pair { value, .. } => 1 + value.depth(),
        }
    }
}
