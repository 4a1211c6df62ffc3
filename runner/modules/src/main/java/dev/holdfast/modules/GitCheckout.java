package dev.holdfast.modules;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.Parameters;
import java.util.List;
import java.util.Optional;

/// Brings a checkout to a version.
final class GitCheckout {
  private final Parameters arguments;
  private final GitTree tree;
  private final String dest;
  private final String remote;

  GitCheckout(Invocation invocation, GitTree tree, String dest) {
    this.arguments = invocation.arguments();
    this.tree = tree;
    this.dest = dest;
    this.remote = arguments.must("remote");
  }

  void switchTo(String version, Optional<Long> depth) {
    if (version.equals("HEAD")) {
      branch(tree.headBranch(), "Failed to checkout branch ");
    } else if (tree.isRemoteBranch(version)) {
      if (depth.isPresent() && !tree.isLocalBranch(version)) {
        shallow(version, depth.get());
      }
      if (tree.isLocalBranch(version)) {
        branch(version, "Failed to checkout ");
      } else {
        last(
            "Failed to checkout " + version,
            "checkout",
            "--track",
            "-b",
            version,
            remote + "/" + version);
      }
    } else {
      last("Failed to checkout " + version, "checkout", "--force", version);
    }
    if (arguments.on("verify_commit")) {
      verify(version);
    }
  }

  private void branch(String name, String failure) {
    check(tree.run("checkout", "--force", name), "Failed to checkout branch " + name);
    last(failure + name, "reset", "--hard", remote + "/" + name, "--");
  }

  private void shallow(String version, long depth) {
    Ran ran =
        tree.run(
            "fetch",
            "--depth=" + depth,
            remote,
            "+refs/heads/%1$s:refs/heads/%1$s".formatted(version),
            "+refs/heads/%1$s:refs/remotes/%2$s/%1$s".formatted(version, remote));
    check(ran, "Failed to fetch branch from remote: " + version);
  }

  private void last(String message, String... words) {
    Ran ran = tree.run(words);
    if (!ran.ok()) {
      throw GitTree.failed(message, ran).with("cmd", String.join(" ", tree.words(words)));
    }
  }

  private static void check(Ran ran, String message) {
    if (!ran.ok()) {
      throw GitTree.failed(message, ran);
    }
  }

  private void verify(String version) {
    List<String> accepted = arguments.texts("gpg_whitelist");
    boolean tag = tree.run("cat-file", "-t", "refs/tags/" + version).text().strip().equals("tag");
    List<String> words = tree.words(tag ? "verify-tag" : "verify-commit", version);
    if (!accepted.isEmpty()) {
      words.add("--raw");
    }
    Ran ran = tree.run(dest, words);
    check(ran, "Failed to verify GPG signature of commit/tag \"%s\"".formatted(version));
    if (accepted.isEmpty()) {
      return;
    }
    String fingerprint =
        ran.errors()
            .lines()
            .map(line -> line.split(" "))
            .filter(parts -> parts.length > 2 && parts[1].equals("VALIDSIG"))
            .map(parts -> parts.length > 11 ? parts[11] : parts[2])
            .findFirst()
            .orElse("None");
    if (!accepted.contains(fingerprint)) {
      throw ModuleFailure.of(
          "The gpg_whitelist does not include the public key \"%s\" for this commit"
              .formatted(fingerprint));
    }
  }
}
