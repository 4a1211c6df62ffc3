@NullMarked
package dev.holdfast.language.jinja;

import org.jspecify.annotations.NullMarked;
