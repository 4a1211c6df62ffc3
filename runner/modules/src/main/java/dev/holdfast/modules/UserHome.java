package dev.holdfast.modules;

import dev.holdfast.engine.machine.Account;
import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Outcomes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.transport.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `user` does below an account's home: the home itself and a key pair.
final class UserHome {
  /// Lets ssh-keygen ask for the passphrase, and gives it from standard input: in its arguments
  /// every user of the machine could read it. The program that answers holds no secret.
  private static final String WITH_PASSPHRASE =
      """
      rm -f -- "$1" "$1.pub"; shift
      d=`mktemp -d` || exit; trap 'rm -rf "$d"' EXIT
      printf '#!/bin/sh\\nIFS= read -r x && printf "%%s\\\\n" "$x"\\n' >"$d/ask" && chmod 700 "$d/ask" &&
      SSH_ASKPASS=$d/ask SSH_ASKPASS_REQUIRE=force DISPLAY=:0 "$@"
      """;

  private final Invocation invocation;
  private final Parameters arguments;
  private final Account account;

  UserHome(Invocation invocation, Account account) {
    this.invocation = invocation;
    this.arguments = invocation.arguments();
    this.account = account;
  }

  ModuleResult complete(ModuleResult result) {
    String home = arguments.text("home").orElse(account.field(5));
    Probe.Exists there = new Probe.Exists(home);
    boolean missing = arguments.on("create_home") && !invocation.machine().ask(there).exists(there);
    if (missing) {
      apply(homeSteps(home));
    }
    ModuleResult settled = missing ? result.with("changed", true) : result;
    return arguments.on("generate_ssh_key") ? key(settled, home) : settled;
  }

  private List<Step> homeSteps(String home) {
    Step.Access own =
        new Step.Access(
            Optional.of(0755), Optional.of(account.field(2)), Optional.of(account.field(3)));
    String skeleton = arguments.text("skeleton").orElse("/etc/skel");
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.MakeDirectory(home, own));
    steps.add(
        new Step.Run(
            Command.shell(
                "[ ! -d %1$s ] || cp -R %1$s/. %2$s/ && chown -R %3$s:%4$s %2$s"
                    .formatted(
                        dev.holdfast.engine.machine.Sh.quote(skeleton),
                        dev.holdfast.engine.machine.Sh.quote(home),
                        account.field(2),
                        account.field(3))),
            true));
    return steps;
  }

  private Outcomes apply(List<Step> steps, Probe... after) {
    Outcomes outcomes = invocation.machine().submit(steps, List.of(after));
    outcomes
        .failure()
        .ifPresent(ran -> {
          throw ModuleFailure.of(ran.errors()).with("name", account.name());
        });
    return outcomes;
  }

  private ModuleResult key(ModuleResult result, String home) {
    String type = arguments.must("ssh_key_type");
    String path = Paths.join(home, arguments.text("ssh_key_file").orElse(".ssh/id_" + type));
    Probe.Exists there = new Probe.Exists(path);
    Probe.Exists folder = new Probe.Exists(Paths.directory(path));
    Probe.ReadFile content = new Probe.ReadFile(path + ".pub");
    Probe.Query print = Probe.Query.of("ssh-keygen", "-l", "-f", path);
    Answers answers = invocation.machine().ask(there, folder, content, print);
    ModuleResult settled = result.with("ssh_key_file", path);
    if (!answers.exists(there) || arguments.on("force")) {
      answers = apply(keySteps(path, type, answers.exists(folder)), content, print).after();
      settled = settled.with("changed", true);
    }
    return settled
        .with("ssh_fingerprint", answers.of(print).text().strip())
        .with("ssh_public_key", answers.of(content).text().strip());
  }

  private Command generation(List<String> words, String path) {
    Optional<String> passphrase = arguments.text("ssh_key_passphrase");
    List<String> all = new ArrayList<>();
    if (passphrase.isPresent()) {
      all.addAll(List.of("/bin/sh", "-c", WITH_PASSPHRASE, "sh", path));
      all.addAll(words);
      return Command.of(all)
          .withInput(Payload.of(passphrase.get() + "\n" + passphrase.get() + "\n"));
    }
    all.addAll(words);
    all.addAll(List.of("-N", ""));
    // Answers the question whether an old key may go.
    return Command.of(all).withInput(Payload.of(arguments.on("force") ? "y\n" : "n\n"));
  }

  private List<Step> keySteps(String path, String type, boolean folder) {
    Step.Access own =
        new Step.Access(
            Optional.of(0700), Optional.of(account.field(2)), Optional.of(account.field(3)));
    List<Step> steps = new ArrayList<>();
    if (!folder) {
      steps.add(new Step.MakeDirectory(Paths.directory(path), own));
    }
    List<String> words = new ArrayList<>(List.of("ssh-keygen", "-q", "-t", type, "-f", path));
    arguments
        .number("ssh_key_bits")
        .filter(bits -> bits > 0)
        .ifPresent(bits -> words.addAll(List.of("-b", Long.toString(bits))));
    words.addAll(
        List.of(
            "-C",
            arguments
                .text("ssh_key_comment")
                .orElseGet(
                    () -> "ansible-generated on " + invocation.machine().expand("$HOSTNAME"))));
    steps.add(new Step.Run(generation(words, path), true));
    steps.add(
        new Step.SetAccess(
            List.of(path, path + ".pub"),
            new Step.Access(Optional.empty(), own.owner(), own.group())));
    return steps;
  }
}
