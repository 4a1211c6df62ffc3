/// JSON as Python's `json` module reads and writes it.
///
/// Read first: [JsonReader] (`loads`), [JsonWriter] (`dumps`).
@NullMarked
package dev.holdfast.language.json;

import org.jspecify.annotations.NullMarked;
