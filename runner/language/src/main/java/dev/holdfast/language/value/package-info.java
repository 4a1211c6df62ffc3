/// Python's values as Ansible and Jinja2 see them, and what Python does with them.
///
/// Read first: [Value] (what there is), [Str] (text, and whether it may still be a template),
/// [ObjectValue] (what the engine adds: `hostvars`, `loop`, lazily templated variables). The
/// operations are in [Text], [Truth], [Comparison], [Arithmetic] and [Sequences].
@NullMarked
package dev.holdfast.language.value;

import org.jspecify.annotations.NullMarked;
