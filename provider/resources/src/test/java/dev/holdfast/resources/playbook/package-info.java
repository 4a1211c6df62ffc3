@NullMarked
package dev.holdfast.resources.playbook;

import org.jspecify.annotations.NullMarked;
