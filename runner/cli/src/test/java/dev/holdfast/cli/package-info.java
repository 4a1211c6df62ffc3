/// The command line as a user sees it.
@NullMarked
package dev.holdfast.cli;

import org.jspecify.annotations.NullMarked;
