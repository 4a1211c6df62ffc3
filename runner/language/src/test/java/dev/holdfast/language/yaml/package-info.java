/// Tests of YAML beside PyYAML.
@NullMarked
package dev.holdfast.language.yaml;

import org.jspecify.annotations.NullMarked;
