package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Outcomes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.FileAccess;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `openssh_keypair`: a pair of SSH keys. Needs `ssh-keygen`, which makes keys in its own format. A
/// passphrase is refused.
final class OpensshKeypairModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
        "community.crypto",
        "openssh_keypair",
        ArgumentSpec.of(
                Argument.str("state").or("present").choices("present", "absent"),
                Argument.integer("size"),
                Argument.str("type").or("rsa").choices("rsa", "dsa", "rsa1", "ecdsa", "ed25519"),
                Argument.bool("force", false),
                Argument.path("path").must(),
                Argument.str("comment"),
                Argument.str("regenerate")
                    .or("partial_idempotence")
                    .choices("never", "fail", "partial_idempotence", "full_idempotence", "always"),
                Argument.str("passphrase").hidden(),
                Argument.str("private_key_format")
                    .or("auto")
                    .choices("auto", "pkcs1", "pkcs8", "ssh"),
                Argument.str("backend").or("auto").choices("auto", "cryptography", "opensshbin"))
            .withFileArguments());
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    return new Work(invocation).run();
  }

  /// A pair as it is on the machine.
  ///
  /// @param print what `ssh-keygen -l` says: size, fingerprint, comment, type
  private record Pair(boolean there, boolean publicThere, String print, String publicKey) {
    private String word(int number) {
      String[] words = print.split("\\s+");
      return number < words.length ? words[number] : "";
    }

    String comment() {
      String[] words = publicKey.split("\\s+", 3);
      return words.length > 2 ? words[2] : "";
    }
  }

  /// One path.
  private static final class Work {
    private final Invocation invocation;
    private final Parameters arguments;
    private final String path;
    private final String type;
    private final long size;
    private final String program;

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      this.path = arguments.must("path");
      this.type = arguments.must("type");
      this.size = size();
      if (arguments.has("passphrase")) {
        throw ModuleFailure.of(
            "'passphrase' is not supported here; the module user makes a key with one"
                + " (ssh_key_passphrase)");
      }
      if (!List.of("auto", "ssh").contains(arguments.must("private_key_format"))) {
        throw ModuleFailure.of(
            "'auto' is the only valid option for 'private_key_format' when 'backend' is not"
                + " 'cryptography'");
      }
      places();
      this.program = Tools.of(invocation).must("ssh-keygen");
    }

    private long size() {
      Optional<Long> given = arguments.number("size");
      return switch (type) {
        case "dsa" ->
            given
                .filter(bits -> bits != 1024)
                .map(_ -> wrong("DSA keys must be exactly 1024 bits as specified by FIPS 186-2."))
                .orElse(1024L);
        case "ecdsa" ->
            given
                .map(bits ->
                    List.of(256L, 384L, 521L).contains(bits)
                        ? bits
                        : wrong(
                            "For ECDSA keys, size determines the key length by selecting from one"
                                + " of three elliptic curve sizes: 256, 384 or 521 bits. Attempting"
                                + " to use bit lengths other than these three values for ECDSA keys"
                                + " will cause this module to fail."))
                .orElse(256L);
        case "ed25519" -> 256L;
        default ->
            given
                .map(bits ->
                    bits >= 1024
                        ? bits
                        : wrong(
                            "For RSA keys, the minimum size is 1024 bits and the default is 4096"
                                + " bits. Attempting to use bit lengths under 1024 will cause the"
                                + " module to fail."))
                .orElse(4096L);
      };
    }

    private static long wrong(String message) {
      throw ModuleFailure.of(message);
    }

    private void places() {
      String folder = Paths.directory(path).isEmpty() ? "." : Paths.directory(path);
      Probe.Stat above = Probe.Stat.of(folder).following(true);
      Probe.Stat self = Probe.Stat.of(path).following(true);
      Answers answers = invocation.machine().ask(above, self);
      if (answers.stat(above).filter(FileStatus::isDirectory).isEmpty()) {
        throw ModuleFailure.of(
                "The directory %s does not exist or the file is not a directory".formatted(folder))
            .with("name", folder);
      }
      if (answers.stat(self).filter(FileStatus::isDirectory).isPresent()) {
        throw ModuleFailure.of(
            "%s is a directory. Please specify a path to a file.".formatted(path));
      }
    }

    private Pair look(Answers answers) {
      Ran print = answers.of(print());
      return new Pair(
          answers.exists(new Probe.Exists(path)),
          answers.exists(new Probe.Exists(path + ".pub")),
          print.ok() ? print.text().strip() : "",
          answers
              .content(new Probe.ReadFile(path + ".pub"))
              .map(bytes -> bytes.text().strip())
              .orElse(""));
    }

    private Probe.Query print() {
      return Probe.Query.of(program, "-l", "-f", path);
    }

    private List<Probe> probes() {
      return List.of(
          new Probe.Exists(path),
          new Probe.Exists(path + ".pub"),
          print(),
          new Probe.ReadFile(path + ".pub"));
    }

    ModuleResult run() {
      Pair pair = look(invocation.machine().ask(probes()));
      List<Step> steps = arguments.must("state").equals("present") ? present(pair) : absent(pair);
      boolean changed = !steps.isEmpty();
      Pair now = pair;
      if (changed && !invocation.checkMode()) {
        Outcomes outcomes = invocation.machine().submit(steps, probes());
        outcomes
            .failure()
            .ifPresent(ran -> {
              throw ModuleFailure.of(ran.errors().strip());
            });
        now = look(outcomes.after());
      }
      Pair shown = arguments.must("state").equals("present") ? now : pair;
      return ModuleResult.changed(access(now) || changed)
          .with("size", size)
          .with("type", type)
          .with("filename", path)
          .with("fingerprint", shown.word(1))
          .with("public_key", shown.publicKey())
          .with("comment", shown.comment());
    }

    private List<Step> absent(Pair pair) {
      return pair.there() || pair.publicThere()
          ? List.of(new Step.Remove(path), new Step.Remove(path + ".pub"))
          : List.of();
    }

    private List<Step> present(Pair pair) {
      String regenerate = arguments.on("force") ? "always" : arguments.must("regenerate");
      boolean strict = !List.of("full_idempotence", "always").contains(regenerate);
      if (pair.there() && pair.print().isEmpty() && strict) {
        throw ModuleFailure.of(
            "Unable to read the key. The key is protected with a passphrase or broken. Will not"
                + " proceed. To force regeneration, call the module with `generate` set to"
                + " `full_idempotence` or `always`, or with `force=true`.");
      }
      boolean right =
          pair.word(0).equals(Long.toString(size))
              && pair.print().toLowerCase(java.util.Locale.ROOT).endsWith("(" + type + ")");
      if (pair.there() && !right && regenerate.equals("fail")) {
        throw ModuleFailure.of(
            "Key has wrong type and/or size. Will not proceed. To force regeneration, call the"
                + " module with `generate` set to `partial_idempotence`, `full_idempotence` or"
                + " `always`, or with `force=true`.");
      }
      boolean keeps =
          pair.there()
              && (regenerate.equals("never")
                  || (right && !regenerate.equals("always"))
                  || regenerate.equals("fail"));
      return keeps ? publicKey(pair) : generation();
    }

    private List<Step> generation() {
      List<String> words =
          new ArrayList<>(List.of(program, "-q", "-N", "", "-t", type, "-f", path));
      words.addAll(List.of("-b", Long.toString(size), "-C", arguments.text("comment").orElse("")));
      return List.of(
          new Step.Remove(path),
          new Step.Remove(path + ".pub"),
          Step.Run.of(words.toArray(String[]::new)));
    }

    /// The public key is made of the private one again where it is another or has another comment.
    private List<Step> publicKey(Pair pair) {
      Probe.Query query = Probe.Query.of(program, "-P", "", "-yf", path);
      String made = invocation.machine().ask(query).of(query).text().strip();
      String[] parts = made.split("\\s+", 3);
      String bare = parts.length > 1 ? parts[0] + " " + parts[1] : made;
      String comment = arguments.text("comment").orElse(pair.comment());
      String wanted = comment.isEmpty() ? bare : bare + " " + comment;
      return pair.publicKey().equals(wanted)
          ? List.of()
          : List.of(Step.Write.of(path + ".pub", wanted + "\n", Step.Access.mode(0644)));
    }

    private boolean access(Pair pair) {
      if (!pair.there() || arguments.must("state").equals("absent")) {
        return false;
      }
      FileAccess access = FileAccess.of(invocation);
      Probe.Stat probe = access.stat(path);
      Optional<FileStatus> status = invocation.machine().ask(probe).stat(probe);
      if (status.isEmpty()) {
        return false;
      }
      FileAccess.Plan plan = access.plan(path, status.get());
      if (plan.changes() && !invocation.checkMode()) {
        invocation
            .machine()
            .apply(plan.steps())
            .failure()
            .ifPresent(ran -> {
              throw access.failure(path, ran.errors(), ran.errors().strip());
            });
      }
      return plan.changes();
    }
  }
}
