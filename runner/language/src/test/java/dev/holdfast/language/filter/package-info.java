/// Tests of filters and tests beside ansible-core.
@NullMarked
package dev.holdfast.language.filter;

import org.jspecify.annotations.NullMarked;
