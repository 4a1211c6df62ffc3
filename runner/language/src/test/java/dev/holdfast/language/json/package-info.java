/// Tests of JSON beside Python's.
@NullMarked
package dev.holdfast.language.json;

import org.jspecify.annotations.NullMarked;
