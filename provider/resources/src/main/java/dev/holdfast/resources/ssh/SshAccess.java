package dev.holdfast.resources.ssh;

import java.util.Map;
import java.util.Optional;

/// What the provider's block `ssh` says.
///
/// @param known false where some of it is known only after an apply
/// @param knownHosts a file
/// @param agent a socket
public record SshAccess(
    boolean known,
    Map<String, Profile> profiles,
    Optional<String> knownHosts,
    Optional<String> agent) {

  public static final SshAccess NOT_YET_KNOWN =
      new SshAccess(false, Map.of(), Optional.empty(), Optional.empty());

  public SshAccess {
    profiles = Map.copyOf(profiles);
  }

  /// One way to log in. It prints nothing of itself: most of it is secret.
  record Profile(
      Optional<String> user,
      Optional<String> privateKey,
      Optional<String> privateKeyFile,
      Optional<String> passphrase,
      Optional<String> password,
      Optional<String> becomePassword,
      boolean agent) {
    static final Profile NONE =
        new Profile(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true);

    @Override
    public String toString() {
      return "Profile[...]";
    }
  }
}
