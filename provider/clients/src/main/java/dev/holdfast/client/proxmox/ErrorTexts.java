package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.Execution;
import dev.holdfast.client.proxmox.ProxmoxException.Code;
import dev.holdfast.client.proxmox.RefusedException.MissingPrivilege;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the server's error texts mean.
///
/// The status says little: nearly everything is a 500, and there is no 404. The patterns hold for
/// the wording of 8.x and 9.x; the first that matches wins.
final class ErrorTexts {

  private record Meaning(Pattern pattern, Code code) {
    static Meaning of(String regex, Code code) {
      return new Meaning(Pattern.compile(regex, Pattern.CASE_INSENSITIVE), code);
    }
  }

  private static final List<Meaning> MEANINGS =
      List.of(
          Meaning.of("no quorum", Code.NO_QUORUM),
          // The cluster file system turns read-only without a quorum.
          Meaning.of("unable to open file '/etc/pve/[^']*' - Permission denied", Code.NO_QUORUM),
          Meaning.of("user != root@pam|only root (can|may)", Code.ROOT_ONLY),
          Meaning.of("permission check failed", Code.PERMISSION),
          Meaning.of(
              "checksum mismatch \\(file change|detected modified configuration",
              Code.DIGEST_CONFLICT),
          Meaning.of(
              "can't (lock file|acquire lock)|got lock (request )?timeout|cfs-lock .* timeout",
              Code.LOCK_TIMEOUT),
          Meaning.of("\\b(VM|CT) is locked", Code.LOCKED),
          Meaning.of("already (exists|defined)|name '[^']*' already used", Code.ALREADY_EXISTS),
          Meaning.of(
              "(configuration file|config file|storage|pool|snapshot|volume) '[^']*'"
                  + " (does not|doesn't) exist",
              Code.NOT_FOUND),
          Meaning.of("^volume_size_info on|hostname lookup '[^']*' failed", Code.NOT_FOUND),
          Meaning.of(
              "no such (user|group|role|resource|storage|task|pool|volume|token|node|vm|snapshot)",
              Code.NOT_FOUND),
          Meaning.of("unable to parse worker upid", Code.NOT_FOUND));

  private static final Pattern PRIVILEGE =
      Pattern.compile("Permission check failed \\((/[^,)]*),\\s*([^)]+)\\)");

  /// The lock every change of a VM takes before it does anything.
  private static final Pattern CONFIG_LOCK =
      Pattern.compile("can't lock file '[^']*/lock-\\d+\\.conf'", Pattern.CASE_INSENSITIVE);

  static Optional<Code> meaning(String text) {
    return MEANINGS.stream()
        .filter(meaning -> meaning.pattern().matcher(text).find())
        .map(Meaning::code)
        .findFirst();
  }

  static Optional<MissingPrivilege> missingPrivilege(String text) {
    Matcher found = PRIVILEGE.matcher(text);
    return found.find()
        ? Optional.of(new MissingPrivilege(found.group(1), found.group(2).strip()))
        : Optional.empty();
  }

  /// Whether a refusal with this meaning comes before any work is done.
  static Execution execution(Code code, String text) {
    return switch (code) {
      case PERMISSION, ROOT_ONLY, AUTHENTICATION, LOCKED, NO_QUORUM, DIGEST_CONFLICT, NOT_FOUND ->
          Execution.NOT_EXECUTED;
      // A failed hot-plug comes as a wrong parameter, after others were applied.
      case PARAMETERS ->
          text.contains("hotplug problem") ? Execution.FAILED : Execution.NOT_EXECUTED;
      case LOCK_TIMEOUT ->
          CONFIG_LOCK.matcher(text).find() ? Execution.NOT_EXECUTED : Execution.FAILED;
      case ALREADY_EXISTS, TASK_FAILED, SERVER -> Execution.FAILED;
      case NODE_DOWN, NOT_PROXMOX, TLS, UNREACHABLE -> Execution.NOT_EXECUTED;
      case OUTCOME_UNKNOWN, TIMEOUT, CANCELLED -> Execution.UNKNOWN;
    };
  }

  static RefusedException notFound(String text) {
    return new RefusedException(
        Code.NOT_FOUND, Execution.NOT_EXECUTED, 500, text, Map.of(), Optional.empty());
  }

  private ErrorTexts() {}
}
