package dev.holdfast.resources.template;

import dev.holdfast.framework.schema.Durations;
import dev.holdfast.framework.schema.Validator;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.seed.NoCloud;
import dev.holdfast.resources.vm.VmValues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What is done in the guest before it becomes a template.
///
/// All of it travels as one user data of several parts (MIME), so that the user's part may be of
/// any kind that cloud-init knows. Ours is the last: cloud-init merges it into what stands before.
/// Source: cloud-init's documentation, "User data formats" and "Merging user data sections", and
/// its module "Power State Change", whose condition runs when cloud-init has ended.
record Customization(
    Optional<String> userData,
    List<String> packages,
    boolean upgrade,
    Optional<String> script,
    Optional<String> networkConfig,
    boolean seal,
    Duration timeout) {

  private static final Duration TIMEOUT = Duration.ofMinutes(20);
  private static final String BOUNDARY = "==holdfast==";

  /// `power_state` is how the end is signalled, so it is ours.
  static final Validator USER_DATA =
      Validators.rule(
          "user data whose first line begins with #, without a power_state of its own",
          "Begin it with #cloud-config or another first line that cloud-init knows, and leave power_state out: the "
              + "guest powers itself off when all is done.",
          value ->
              Values.string(value)
                  .filter(text -> text.startsWith("#"))
                  .filter(text -> text.lines().noneMatch(line -> line.startsWith("power_state:")))
                  .isPresent());

  static final Validator PACKAGE =
      Validators.matches("[A-Za-z0-9@][A-Za-z0-9@._+:~=/-]*", "the name of a package");

  static final Validator SCRIPT =
      Validators.rule(
          "a script that begins with #!",
          "Begin it with #!/bin/sh or another interpreter.",
          value -> Values.string(value).filter(text -> text.startsWith("#!")).isPresent());

  Customization {
    packages = List.copyOf(packages);
  }

  static Optional<Customization> of(Value.Obj object) {
    return Values.object(object.get("customize"))
        .map(group ->
            new Customization(
                VmValues.text(group, "user_data"),
                group.get("packages").parts().stream()
                    .map(Values::string)
                    .flatMap(Optional::stream)
                    .toList(),
                VmValues.flag(group, "upgrade"),
                VmValues.text(group, "script"),
                VmValues.text(group, "network_config"),
                Values.bool(group.get("seal")).orElse(true),
                VmValues.text(group, "timeout").flatMap(Durations::parse).orElse(TIMEOUT)));
  }

  /// The disk that cloud-init finds all of it on.
  NoCloud seed(String hostname) {
    return new NoCloud(Optional.of(hostname), userDataText(), networkConfig, Optional.empty());
  }

  private String userDataText() {
    List<String> parts = new ArrayList<>();
    userData.ifPresent(text -> parts.add(part("text/plain", "user", text)));
    script.ifPresent(text -> parts.add(part("text/x-shellscript", "script", text)));
    parts.add(part("text/cloud-config", "holdfast", ownConfig()));
    return "Content-Type: multipart/mixed; boundary=\""
        + BOUNDARY
        + "\"\nMIME-Version: 1.0\n\n"
        + String.join("", parts)
        + "--"
        + BOUNDARY
        + "--\n";
  }

  private static String part(String type, String name, String text) {
    return """
    --%s
    Content-Type: %s; charset="utf-8"
    MIME-Version: 1.0
    Content-Transfer-Encoding: base64
    Content-Disposition: attachment; filename="%s"

    %s
    """
        .formatted(BOUNDARY, type, name, wrapped(text));
  }

  private static String wrapped(String text) {
    return Base64.getMimeEncoder(76, new byte[] {'\n'})
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private String ownConfig() {
    StringBuilder config = new StringBuilder(GuestScripts.CONFIG_HEAD);
    if (!packages.isEmpty()) {
      config.append("package_update: true\npackages:\n");
      packages.forEach(name -> config.append("- '").append(name).append("'\n"));
    }
    if (upgrade) {
      config.append("package_upgrade: true\n");
    }
    String finish = GuestScripts.finish(seal);
    return config
        .append("write_files:\n- path: ")
        .append(GuestScripts.FINISH)
        .append("\n  permissions: '0700'\n  encoding: b64\n  content: ")
        .append(Base64.getEncoder().encodeToString(finish.getBytes(StandardCharsets.UTF_8)))
        .append('\n')
        .append(GuestScripts.POWER_STATE)
        .toString();
  }

  /// Texts may hold secrets, so none is printed.
  @Override
  public String toString() {
    return "Customization[" + packages + "]";
  }
}
