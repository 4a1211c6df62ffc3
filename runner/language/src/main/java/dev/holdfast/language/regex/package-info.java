/// Python's `re` over the JDK's engine: its syntax, its replacement templates, its error texts.
///
/// Read first: [PythonRegex] (what `re` offers), [Translator] (syntax to syntax).
@NullMarked
package dev.holdfast.language.regex;

import org.jspecify.annotations.NullMarked;
