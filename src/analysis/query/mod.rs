//! Conditions evaluated: `flows where over is http and carries.class >= confidential`.
//!
//! A condition is true, false or unknown. What the model does not say is unknown and stays so through every
//! comparison, so that nothing is concluded from silence. Adding an attribute is a variant in `model::Attribute`, an
//! entry in [`ATTRIBUTES`] and an arm in `values`.

mod attributes;
mod beyond;
mod compare;
mod display;
mod evaluate;
mod facts;
mod index;
mod logic;
mod sorts;
mod ties;
mod values;
mod ways;

pub use attributes::{ATTRIBUTES, AttributeSpec, attribute};
pub use display::{
    attribute_name, attribute_of, identity, kind_word, listed, named, place_of_fact, sort_of, steps_named, titled,
};
pub use evaluate::{Questions, place_of};
pub use facts::Fact;
pub use sorts::{Sort, collection, collection_word};
pub(super) use ties::order;
pub(super) use values::works_at;
