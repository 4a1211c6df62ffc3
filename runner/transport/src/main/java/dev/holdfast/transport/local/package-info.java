/// This machine itself, reached without SSH.
///
/// Read first: [LocalConnection], [LocalChannels].
@NullMarked
package dev.holdfast.transport.local;

import org.jspecify.annotations.NullMarked;
