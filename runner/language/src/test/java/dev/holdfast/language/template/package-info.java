@NullMarked
package dev.holdfast.language.template;

import org.jspecify.annotations.NullMarked;
