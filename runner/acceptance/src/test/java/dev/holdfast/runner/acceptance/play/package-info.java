/// Playbooks run in this process on throwaway machines, as a user would run them.
@NullMarked
package dev.holdfast.runner.acceptance.play;

import org.jspecify.annotations.NullMarked;
