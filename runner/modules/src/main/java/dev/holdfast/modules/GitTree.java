package dev.holdfast.modules;

import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.Int;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One repository on a machine, through the machine's git.
final class GitTree {
  private static final List<String> LOCALE = List.of("LANG", "LC_ALL", "LC_MESSAGES", "LC_CTYPE");

  private final Invocation invocation;
  private final Parameters arguments;
  private final String git;
  private final String repo;
  private final String dest;
  private final String remote;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Optional<Map<String, String>> references = Optional.empty();

  /// @param git the path of the program
  /// @param dest empty for none
  GitTree(Invocation invocation, String git, String repo, String dest) {
    this.invocation = invocation;
    this.arguments = invocation.arguments();
    this.git = git;
    this.repo = repo;
    this.dest = dest;
    this.remote = arguments.must("remote");
    LOCALE.forEach(name -> environment.put(name, "C.UTF-8"));
    environment.put("GIT_SSH_COMMAND", ssh());
  }

  private String ssh() {
    Map<String, String> given = invocation.context().environment();
    StringBuilder options = new StringBuilder(given.getOrDefault("GIT_SSH_OPTS", ""));
    arguments.text("ssh_opts").ifPresent(text -> options.append(' ').append(text));
    boolean chosen =
        options.indexOf("StrictHostKeyChecking=no") >= 0
            || options.indexOf("StrictHostKeyChecking=accept-new") >= 0;
    if (!chosen && arguments.on("accept_hostkey")) {
      options.append(" -o StrictHostKeyChecking=no");
    } else if (!chosen && arguments.on("accept_newhostkey")) {
      options.append(" -o StrictHostKeyChecking=accept-new");
    }
    if (options.indexOf("BatchMode=yes") < 0) {
      options.append(" -o BatchMode=yes");
    }
    arguments
        .text("key_file")
        .ifPresent(file -> options.append("  -i ").append(file).append(" -o IdentitiesOnly=yes"));
    String program = given.getOrDefault("GIT_SSH", given.getOrDefault("GIT_SSH_COMMAND", "ssh"));
    return program + options;
  }

  List<String> words(String... words) {
    List<String> all = new ArrayList<>(List.of(git));
    all.addAll(Arrays.asList(words));
    return all;
  }

  /// Runs git in a directory, whatever comes of it.
  Ran run(String directory, List<String> words) {
    Optional<String> umask = arguments.text("umask");
    List<String> all = new ArrayList<>(words);
    umask.ifPresent(
        mask -> all.addAll(0, List.of("/bin/sh", "-c", "umask \"$0\"; exec \"$@\"", mask)));
    Command command = Command.of(all).in(directory).with(environment);
    return invocation.machine().apply(Step.Run.any(command)).first();
  }

  Ran run(String... words) {
    return run(dest, words(words));
  }

  /// Runs git, which must end well.
  Ran must(String directory, List<String> words) {
    Ran ran = run(directory, words);
    Programs.check(ran, String.join(" ", words));
    return ran;
  }

  Ran must(String... words) {
    return must(dest, words(words));
  }

  static ModuleFailure failed(String message, Ran ran) {
    return ModuleFailure.of(message)
        .with("stdout", ran.text())
        .with("stderr", ran.errors())
        .with("rc", Int.of(ran.status()));
  }

  String commit(String name) {
    return run("rev-parse", name).text().stripTrailing();
  }

  /// What the remote repository has, by full name; asked once.
  Map<String, String> references() {
    if (references.isEmpty()) {
      Map<String, String> found = new LinkedHashMap<>();
      Ran ran = run("", words("ls-remote", repo));
      Programs.check(
          ran, "%s ls-remote %s -h refs/heads/%s".formatted(git, repo, arguments.must("version")));
      ran.text()
          .lines()
          .map(line -> line.split("\t", 2))
          .filter(parts -> parts.length == 2)
          .forEach(parts -> found.put(parts[1], parts[0]));
      references = Optional.of(found);
    }
    return references.get();
  }

  boolean isRemoteBranch(String version) {
    return references().containsKey("refs/heads/" + version);
  }

  boolean isRemoteTag(String version) {
    return references().containsKey("refs/tags/" + version);
  }

  /// The commit that a version is on the remote side; a commit's own name stays.
  ///
  /// @param branch what `HEAD` means
  String remoteCommit(String version, Optional<String> branch) {
    Map<String, String> all = references();
    if (version.equals("HEAD")) {
      String name = branch.map(text -> "refs/heads/" + text).orElse("HEAD");
      return Optional.ofNullable(all.get(name))
          .orElseThrow(
              () -> ModuleFailure.of("Could not determine remote revision for " + version));
    }
    if (isRemoteBranch(version)) {
      return all.getOrDefault("refs/heads/" + version, version);
    }
    String tag = "refs/tags/" + version;
    return all.getOrDefault(tag + "^{}", all.getOrDefault(tag, version));
  }

  /// The branch that is checked out; without one, the remote's own.
  String headBranch() {
    Ran here = run("symbolic-ref", "-q", "HEAD");
    if (here.ok()) {
      return here.text().strip().replaceFirst("^refs/heads/", "");
    }
    String prefix = "refs/remotes/" + remote + "/";
    Ran there = run("symbolic-ref", "-q", prefix + "HEAD");
    return there.text().strip().replace(prefix, "");
  }

  boolean isLocalBranch(String name) {
    return run("show-ref", "--verify", "--quiet", "refs/heads/" + name).ok();
  }

  /// Whether followed files were changed here.
  boolean isChanged() {
    return run("status", "--porcelain").text().lines().anyMatch(line -> !line.startsWith("??"));
  }

  /// Makes the remote's address the task's.
  boolean address() {
    boolean other = hasOtherAddress();
    if (other) {
      Ran ran = run("remote", "set-url", remote, repo);
      if (!ran.ok()) {
        throw ModuleFailure.of(
            "Failed to set a new url %s for %s: %s %s"
                .formatted(repo, remote, ran.text(), ran.errors()));
      }
    }
    return other;
  }

  boolean hasOtherAddress() {
    String now = run("ls-remote", "--get-url", remote).text().strip();
    return !now.equals(repo) && !Paths.withoutSlash(now).equals(Paths.withoutSlash(repo));
  }

  /// Brings what the remote has.
  void fetch(String version, Optional<Long> depth, boolean force) {
    List<String> command = words("fetch");
    List<String> wanted = new ArrayList<>();
    Optional<String> more = arguments.text("refspec").filter(text -> !text.isEmpty());
    if (depth.isPresent()) {
      wanted.addAll(shallow(version, more));
      if (!wanted.isEmpty()) {
        command.addAll(List.of("--depth", Long.toString(depth.get())));
      }
    }
    if (wanted.isEmpty()) {
      if (arguments.on("bare")) {
        wanted.addAll(List.of("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"));
      } else {
        command.add("--tags");
      }
      more.ifPresent(wanted::add);
    }
    if (force) {
      command.add("--force");
    }
    command.add(remote);
    command.addAll(wanted);
    Ran ran = run(dest, command);
    if (!ran.ok()) {
      throw ModuleFailure.of(
          "Failed to download remote objects and refs: %s %s".formatted(ran.text(), ran.errors()));
    }
  }

  /// The least that has to be fetched; nothing when that cannot be said.
  private List<String> shallow(String version, Optional<String> more) {
    if (more.isPresent()) {
      return List.of(more.get());
    }
    String head = headBranch();
    if (version.equals("HEAD")) {
      return List.of(head);
    }
    if (isRemoteBranch(version)) {
      String tracked = "+refs/heads/%1$s:refs/remotes/%2$s/%1$s".formatted(version, remote);
      return head.equals(version)
          ? List.of(tracked)
          : List.of("+refs/heads/%1$s:refs/heads/%1$s".formatted(version), tracked);
    }
    return isRemoteTag(version)
        ? List.of("+refs/tags/%1$s:refs/tags/%1$s".formatted(version))
        : List.of();
  }
}
