/// Models of programs, called as playbooks call them.
@NullMarked
package dev.holdfast.lab.program;

import org.jspecify.annotations.NullMarked;
