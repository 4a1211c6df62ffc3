package dev.holdfast.modules;

import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.transport.Payload;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `rpm_key`: the keys with which packages are signed, in the RPM database. Needs `rpm` and `gpg`.
final class RpmKeyModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "rpm_key",
        ArgumentSpec.of(
            Argument.str("state").or("present").choices("absent", "present"),
            Argument.str("key").must(),
            Argument.str("fingerprint"),
            Argument.bool("validate_certs", true)));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    return new Work(invocation).run();
  }

  /// One key.
  private static final class Work {
    private final Invocation invocation;
    private final Parameters arguments;
    private final Tools tools;
    private final String rpm;
    private final String gpg;

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      this.tools = Tools.of(invocation);
      List<Optional<String>> found = tools.findAll(List.of("rpm", "gpg", "gpg2"));
      this.rpm = found.get(0).orElseThrow(() -> tools.missing("rpm"));
      this.gpg = found.get(1).or(() -> found.get(2)).orElseThrow(() -> tools.missing("gpg2"));
    }

    ModuleResult run() {
      Optional<String> content = content();
      String id =
          content
              .map(text -> field(text, "pub:", 4))
              .orElseGet(() -> arguments.must("key"))
              .strip()
              .toUpperCase(Locale.ROOT)
              .replaceFirst("^0X", "");
      boolean present = arguments.must("state").equals("present");
      boolean there = imported(id);
      if (there == present) {
        return ModuleResult.changed(false);
      }
      if (present) {
        add(content);
      } else if (!invocation.checkMode()) {
        String last = id.substring(Math.max(0, id.length() - 8)).toLowerCase(Locale.ROOT);
        succeeded(tools.run(List.of(rpm, "--erase", "--allmatches", "gpg-pubkey-" + last)));
      }
      return ModuleResult.changed(true);
    }

    private void add(Optional<String> content) {
      String key =
          content.orElseThrow(
              () -> ModuleFailure.of("When importing a key, a valid file must be given"));
      arguments
          .text("fingerprint")
          .map(text -> text.replace(" ", "").toUpperCase(Locale.ROOT))
          .ifPresent(wanted -> {
            String has = field(key, "fpr:", 9);
            if (!wanted.equals(has)) {
              throw ModuleFailure.of(
                  "The specified fingerprint, '%s', does not match the key fingerprint '%s'"
                      .formatted(wanted, has));
            }
          });
      if (!invocation.checkMode()) {
        // rpm reads a key from standard input under this name only.
        succeeded(tools.run(Command.of(rpm, "--import", "/dev/stdin").withInput(Payload.of(key))));
      }
    }

    private static Ran succeeded(Ran ran) {
      if (!ran.ok()) {
        throw ModuleFailure.of(ran.errors());
      }
      return ran;
    }

    /// The key itself; empty where only its number is given.
    private Optional<String> content() {
      String key = arguments.must("key");
      if (key.contains("://")) {
        return Optional.of(fetched(key));
      }
      if (key.matches("(?i)(0x)?[0-9a-f]{8}.*")) {
        return Optional.empty();
      }
      FileText file = FileText.read(invocation.machine(), key);
      if (!file.exists()) {
        throw ModuleFailure.of("Not a valid key " + key);
      }
      return Optional.of(file.shown());
    }

    private String fetched(String address) {
      DictValue request = new DictValue();
      request.put("url", Str.of(address));
      request.put("return_content", Bool.TRUE);
      request.put("validate_certs", Bool.of(arguments.on("validate_certs")));
      ModuleResult answer = invocation.context().call("ansible.builtin.uri", request);
      String content = answer.text("content").orElse("");
      if (answer.isFailed()) {
        throw ModuleFailure.of(
            "failed to fetch key at %s , error was: %s"
                .formatted(address, answer.text("msg").orElse("")));
      }
      if (!content.contains("-----BEGIN PGP PUBLIC KEY BLOCK-----")) {
        throw ModuleFailure.of("Not a public key: " + address);
      }
      return content;
    }

    /// A field of what gpg says of a key.
    private String field(String key, String kind, int number) {
      Ran ran =
          succeeded(
              tools.run(
                  Command.of(
                          gpg,
                          "--no-tty",
                          "--batch",
                          "--with-colons",
                          "--fixed-list-mode",
                          "--with-fingerprint",
                          "-")
                      .withInput(Payload.of(key))));
      return ran.text()
          .lines()
          .filter(line -> line.startsWith(kind))
          .map(line -> line.split(":", -1)[number])
          .findFirst()
          .orElseThrow(() -> ModuleFailure.of("Unexpected gpg output"));
    }

    private boolean imported(String id) {
      String script =
          "\"$0\" -q gpg-pubkey >/dev/null || exit 3; \"$0\" -q gpg-pubkey --qf"
              + " '%{description}' | \"$1\" --no-tty --batch --with-colons --fixed-list-mode -";
      Ran ran = tools.run("/bin/sh", "-c", script, rpm, gpg);
      if (ran.status() == 3) {
        return false;
      }
      return succeeded(ran)
          .text()
          .lines()
          .map(line -> line.split(":", -1))
          .anyMatch(fields -> fields.length > 4 && fields[4].contains(id));
    }
  }
}
