package dev.holdfast.resources.vm;

import dev.holdfast.framework.schema.Timeouts;
import java.time.Duration;

/// How long the calls of a machine may take.
final class VmTimeouts {

  private VmTimeouts() {}

  static final Timeouts TIMEOUTS =
      Timeouts.NONE
          .with(Timeouts.Call.CREATE, Duration.ofMinutes(30))
          .with(Timeouts.Call.UPDATE, Duration.ofMinutes(30))
          .with(Timeouts.Call.DELETE, Duration.ofMinutes(20));
}
