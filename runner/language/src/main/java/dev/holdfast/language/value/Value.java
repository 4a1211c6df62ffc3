package dev.holdfast.language.value;

/// A Python value as playbooks, templates and module results hold it.
///
/// The containers are mutable, as in Python: templates call `append` and `update` on them. Whatever
/// freezes a value (set_fact, register) copies it.
public sealed interface Value
    permits None,
        Bool,
        Int,
        Real,
        Str,
        Vaulted,
        ListValue,
        TupleValue,
        DictValue,
        Undefined,
        Callable,
        ObjectValue {}
