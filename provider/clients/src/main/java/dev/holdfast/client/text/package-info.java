/// The small text forms that more than one API shares.
///
/// Read first: [Flag] (yes or no), [Percent] (escapes of URLs).
@NullMarked
package dev.holdfast.client.text;

import org.jspecify.annotations.NullMarked;
