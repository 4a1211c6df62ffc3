/// How values, types and private state travel: msgpack and JSON.
///
/// Read first: [DynamicValue], [Msgpack], [JsonValues].
@NullMarked
package dev.holdfast.framework.codec;

import org.jspecify.annotations.NullMarked;
