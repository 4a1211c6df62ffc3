package dev.holdfast.resources.template;

import dev.holdfast.client.http.CallContext;
import dev.holdfast.client.proxmox.PowerState;
import dev.holdfast.client.proxmox.RefusedException;
import dev.holdfast.client.proxmox.VmApi;
import dev.holdfast.framework.value.Path;
import dev.holdfast.resources.settings.ProxmoxAccess;
import dev.holdfast.resources.work.StepFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Waits until a guest that was customised has powered itself off, which it does only when all has
/// succeeded; its agent, where it has one, tells of a failure at once.
final class PowerOffWait {

  private static final Duration PAUSE = Duration.ofSeconds(5);

  /// A silent agent keeps a worker of the node busy for seconds, so it is asked more rarely.
  private static final int ROUNDS_PER_QUESTION = 4;

  private final ProxmoxAccess access;
  private final Build build;
  private final TemplateStep.AwaitPowerOff step;
  private final VmApi vm;

  PowerOffWait(ProxmoxAccess access, Build build, TemplateStep.AwaitPowerOff step) {
    this.access = access;
    this.build = build;
    this.step = step;
    this.vm = access.client().vm(build.node, build.vm());
  }

  void run() {
    Instant since = access.pacer().now();
    for (int round = 1; vm.status().power() != PowerState.STOPPED; round++) {
      if (step.agent() && round % ROUNDS_PER_QUESTION == 0) {
        report().filter(text -> text.startsWith("failed")).ifPresent(this::failed);
      }
      if (!access.pacer().now().isBefore(since.plus(step.limit()))) {
        throw tooLong(since);
      }
      CallContext.current().rest(PAUSE, access.pacer());
    }
  }

  private Optional<String> report() {
    try {
      return vm.agent().file(GuestScripts.RESULT);
    } catch (RefusedException _) {
      // Without the privilege to read files the power is the only sign.
      return Optional.empty();
    }
  }

  private void failed(String report) {
    throw StepFailure.of(
        Path.of("customize"),
        "Customisation failed",
        "The guest of machine "
            + build.vm()
            + " on "
            + build.node
            + " reports:\n"
            + report.substring("failed".length()).strip().indent(2)
            + "Set keep_on_failure = true to look into it.");
  }

  private StepFailure tooLong(Instant since) {
    return StepFailure.of(
        Path.of("customize", "timeout"),
        "Customisation did not end",
        "Since "
            + since
            + " the guest of machine "
            + build.vm()
            + " on "
            + build.node
            + " has not powered itself off, which it does when all has succeeded. Something in it failed or takes "
            + "longer than "
            + step.limit().toMinutes()
            + " minutes. Last seen: running.\n"
            + "Set keep_on_failure = true to look at its console and at /var/log/cloud-init-output.log, or raise "
            + "customize.timeout.");
  }
}
