pub struct Arena<'src> {
    nodes: Vec<Node<'src>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Id(u32);

pub enum Node<'src> {
    Leaf(&'src str),
    List(Vec<Id>),

    Pair { key: &'src str, value: Id },
}

impl<'src> Arena<'src> {
    pub fn push(&mut self, node: Node<'src>) -> Id {
        let id = Id(self.nodes.len() as u32);
        self.nodes.push(node);
        id
    }
}
