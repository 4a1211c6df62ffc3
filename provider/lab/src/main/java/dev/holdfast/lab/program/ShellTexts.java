package dev.holdfast.lab.program;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.Ends;
import java.util.List;
import java.util.regex.Pattern;

/// The texts that modules and our playbooks send to a shell, and what each of them means.
final class ShellTexts {
  private ShellTexts() {}

  static List<ShellProgram.Known> all(MachineSpec spec, DpkgTools dpkg, Web web) {
    return List.of(
        known(
            "export LC_ALL=C\ns\\(\\) \\{ echo \"@@ .*",
            (call, _) -> new FactsText(spec).tell(call)),
        known(
            "s=/var/lib/apt/periodic/update-success-stamp; .*date \\+%s",
            (call, _) -> AptTools.times(call)),
        known(
            "command -v dpkg-query >/dev/null \\|\\| exit 127; dpkg-query -W -f '([^']*)' \\| sed .*",
            dpkg::facts),
        known("command -v (rpm|pacman|apk) >/dev/null \\|\\| exit 127; .*", (_, _) -> absent()),
        known(
            "grep -q systemd /proc/1/comm && (systemctl [a-z -]*)",
            (call, text) -> call.start(text.group(1).split(" "))),
        known("command -v service >/dev/null .*", (_, _) -> Ends.of(1, "", "")),
        known("rc-(status|update) .*", (_, _) -> Ends.of(1, "", "")),
        known(
            "built=/lib/modules/\\$\\(uname -r\\)/modules.builtin\n.*",
            (call, _) -> KernelTools.loaded(call)),
        known(
            "for m in ([a-z0-9_ -]+); do\\s+\\[ -d \"/sys/module/\\$m\" \\] .*echo \"\\$m\";\\s+done",
            KernelTools::missingModules),
        known(
            "openssl x509 -pubkey -noout -in (\\S+) \\|\\s+openssl pkey -pubin -outform der"
                + " \\|\\s+openssl dgst -sha256 -r",
            (call, text) -> certificate(call, text.group(1))),
        new ShellProgram.Known(Download.TEXT, new Download(web)::fetch));
  }

  private static ShellProgram.Known known(String pattern, ShellProgram.Model model) {
    return new ShellProgram.Known(Pattern.compile(pattern, Pattern.DOTALL), model);
  }

  private static Ran absent() {
    return Ends.of(127, "", "");
  }

  /// The hash of a certificate's key, as kubeadm pins it.
  private static Ran certificate(Call call, String path) {
    return Certificates.pin(call.files().text(path))
        .map(pin -> Ends.ok(pin + " *stdin\n"))
        .orElseGet(() -> Ends.failed(1, "Could not read certificate from " + path + "\n"));
  }
}
