/// What the persistent shell promises, on every shell it may meet.
@NullMarked
package dev.holdfast.transport.shell;

import org.jspecify.annotations.NullMarked;
