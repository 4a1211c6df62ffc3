/// Tests of regular expressions beside Python's.
@NullMarked
package dev.holdfast.language.regex;

import org.jspecify.annotations.NullMarked;
