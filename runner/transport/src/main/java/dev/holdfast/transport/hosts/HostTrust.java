package dev.holdfast.transport.hosts;

import dev.holdfast.transport.Target.HostKeys;
import dev.holdfast.transport.Target.HostKeys.KnownHosts;
import dev.holdfast.transport.Target.HostKeys.Pinned;
import dev.holdfast.transport.key.Certificate;
import dev.holdfast.transport.key.KeyException;
import dev.holdfast.transport.key.PublicKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Decides whether a server's key is the right one, as OpenSSH does, with one difference: where
/// OpenSSH would ask the user, the answer is no.
///
/// One object serves a whole run; it keeps the files' lines.
public final class HostTrust {
  /// What was decided.
  public sealed interface Verdict {
    /// The key is trusted.
    record Trusted() implements Verdict {}

    /// The key is taken although it is not the known one; nothing secret may be sent.
    record TakenUnsafely(String why) implements Verdict {}

    /// The key is refused; the text says why and what to do.
    record Refused(String why) implements Verdict {}
  }

  private static final byte[] REVOCATION_LIST = "SSHKRL".getBytes(StandardCharsets.US_ASCII);

  private final Clock clock;
  private final Map<Path, KnownHostsFile> files = new ConcurrentHashMap<>();

  public HostTrust(Clock clock) {
    this.clock = clock;
  }

  /// Types of keys that the server is known or pinned by, so that it is asked for those first.
  /// Types of certificates stand first where an authority speaks for the server.
  public List<String> knownTypes(HostKeys keys, String host, int port) {
    return switch (keys) {
      case Pinned pinned ->
          pinned.keys().stream()
              .flatMap(pin -> PublicKeys.parseLine(pin).stream())
              .map(PublicKeys::type)
              .toList();
      case KnownHosts known -> {
        Set<String> types = new LinkedHashSet<>();
        for (KnownHost line : lines(all(known), known, host, port)) {
          switch (line.marker()) {
            case KEY -> types.add(PublicKeys.type(line.key()));
            case AUTHORITY -> types.add("*-cert-v01@openssh.com");
            case REVOKED -> {
              // Says nothing of which key the server has.
            }
          }
        }
        yield List.copyOf(types);
      }
    };
  }

  /// @param blob the key or certificate that the server proved to hold
  public Verdict judge(HostKeys keys, String host, int port, byte[] blob) {
    try {
      return switch (keys) {
        case Pinned pinned -> pinned(pinned, blob);
        case KnownHosts known -> known(known, host, port, blob);
      };
    } catch (KeyException e) {
      return new Verdict.Refused("its host key cannot be used: " + e.getMessage());
    }
  }

  private static Verdict pinned(Pinned pinned, byte[] blob) {
    byte[] plain = PublicKeys.plain(blob);
    String print = PublicKeys.fingerprint(plain);
    boolean fits =
        pinned.keys().stream()
            .map(String::strip)
            .anyMatch(pin ->
                pin.startsWith("SHA256:")
                    ? pin.replaceFirst("=+$", "").equals(print)
                    : PublicKeys.parseLine(pin)
                        .filter(key -> Arrays.equals(key, plain))
                        .isPresent());
    return fits
        ? new Verdict.Trusted()
        : new Verdict.Refused(
            "its host key is "
                + PublicKeys.type(plain)
                + " "
                + print
                + ", which is none of the pinned ones ("
                + String.join(", ", pinned.keys().stream().map(HostTrust::shown).toList())
                + ")");
  }

  private static String shown(String pin) {
    return PublicKeys.parseLine(pin).map(PublicKeys::fingerprint).orElse(pin);
  }

  private Verdict known(KnownHosts known, String host, int port, byte[] blob) {
    // One look at the files: another thread may write this very host in between.
    List<KnownHost> all = all(known);
    List<KnownHost> lines = lines(all, known, host, port);
    Optional<String> revoked = revoked(known, lines, blob);
    if (revoked.isPresent()) {
      return new Verdict.Refused(revoked.get());
    }
    byte[] plain = PublicKeys.plain(blob);
    Optional<String> certificateFault = Optional.empty();
    if (PublicKeys.certificate(blob)) {
      Certificate certificate = Certificate.parse(blob);
      boolean ours = holds(lines, KnownHost.Marker.AUTHORITY, certificate.authority());
      certificateFault =
          ours
              ? certificate.hostFault(known.alias().orElse(host), clock.instant())
              : Optional.of("no file names its authority");
      if (certificateFault.isEmpty()) {
        return new Verdict.Trusted();
      }
    }
    if (holds(lines, KnownHost.Marker.KEY, plain)) {
      return new Verdict.Trusted();
    }
    String described = PublicKeys.type(plain) + " " + PublicKeys.fingerprint(plain);
    List<KnownHost> others = keysOf(all, name(known, host, port));
    if (!others.isEmpty()) {
      return changed(known, described, others);
    }
    return unknown(known, name(known, host, port), plain, described, certificateFault.orElse(""));
  }

  private static Verdict changed(KnownHosts known, String described, List<KnownHost> others) {
    String why =
        "its host key changed: it is now "
            + described
            + ", but "
            + others.getFirst().place()
            + " holds "
            + PublicKeys.type(others.getFirst().key())
            + " "
            + PublicKeys.fingerprint(others.getFirst().key())
            + ". Somebody may be listening in; if the server was set up anew, remove that line";
    return switch (known.unknown()) {
      case REFUSE, ACCEPT_NEW -> new Verdict.Refused(why);
      case ACCEPT_ANY -> new Verdict.TakenUnsafely(why);
    };
  }

  private Verdict unknown(
      KnownHosts known, String name, byte[] plain, String described, String certificateFault) {
    String why =
        "its host key "
            + described
            + " is not known as "
            + name
            + (certificateFault.isEmpty()
                ? ""
                : ", and its certificate does not count: " + certificateFault);
    return switch (known.unknown()) {
      case REFUSE ->
          new Verdict.Refused(
              why
                  + ". Add it to "
                  + known.files().stream().findFirst().orElse("a known_hosts file")
                  + ", pin it, or use StrictHostKeyChecking=accept-new");
      case ACCEPT_NEW, ACCEPT_ANY -> remember(known, name, plain, described);
    };
  }

  private Verdict remember(KnownHosts known, String name, byte[] plain, String described) {
    if (known.files().isEmpty()) {
      return new Verdict.Trusted();
    }
    Path path = Path.of(known.files().getFirst());
    try {
      List<KnownHost> meanwhile = file(path).add(name, plain, known.hashNames());
      return meanwhile.isEmpty() || holds(meanwhile, KnownHost.Marker.KEY, plain)
          ? new Verdict.Trusted()
          : changed(known, described, meanwhile);
    } catch (IOException e) {
      return switch (known.unknown()) {
        case ACCEPT_ANY -> new Verdict.Trusted();
        case REFUSE, ACCEPT_NEW ->
            new Verdict.Refused(
                "its new host key cannot be written to " + path + ": " + e.getMessage());
      };
    }
  }

  private static Optional<String> revoked(KnownHosts known, List<KnownHost> lines, byte[] blob) {
    byte[] plain = PublicKeys.plain(blob);
    for (KnownHost line : lines) {
      if (line.marker() == KnownHost.Marker.REVOKED && isOrSigned(line.key(), plain, blob)) {
        return Optional.of("its host key is marked as revoked in " + line.place());
      }
    }
    if (known.revoked().isEmpty()) {
      return Optional.empty();
    }
    String path = known.revoked().get();
    return revokedIn(path, plain, blob);
  }

  private static Optional<String> revokedIn(String path, byte[] plain, byte[] blob) {
    try {
      byte[] content = Files.readAllBytes(Path.of(path));
      if (Arrays.equals(Arrays.copyOf(content, REVOCATION_LIST.length), REVOCATION_LIST)) {
        return Optional.of(
            path + " is a binary revocation list (KRL), which is not read: give it as public keys");
      }
      return new String(content, StandardCharsets.UTF_8)
              .lines()
              .flatMap(line -> PublicKeys.parseLine(line).stream())
              .anyMatch(key -> isOrSigned(key, plain, blob))
          ? Optional.of("its host key is revoked by " + path)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of("the revoked keys in " + path + " cannot be read: " + e.getMessage());
    }
  }

  private static boolean isOrSigned(byte[] revoked, byte[] plain, byte[] blob) {
    return Arrays.equals(revoked, plain)
        || (PublicKeys.certificate(blob)
            && Arrays.equals(revoked, Certificate.parse(blob).authority()));
  }

  private static boolean holds(List<KnownHost> lines, KnownHost.Marker marker, byte[] key) {
    return lines.stream()
        .anyMatch(line -> line.marker() == marker && Arrays.equals(line.key(), key));
  }

  /// Lines for the host under its port and, as OpenSSH looks too, under its name alone.
  private static List<KnownHost> lines(
      List<KnownHost> all, KnownHosts known, String host, int port) {
    String name = name(known, host, port);
    String bare = known.alias().orElse(host).toLowerCase(Locale.ROOT);
    return all.stream().filter(line -> line.covers(name) || line.covers(bare)).toList();
  }

  private static List<KnownHost> keysOf(List<KnownHost> all, String name) {
    return all.stream()
        .filter(line -> line.marker() == KnownHost.Marker.KEY && line.covers(name))
        .toList();
  }

  private List<KnownHost> all(KnownHosts known) {
    return known.files().stream()
        .map(Path::of)
        .flatMap(path -> file(path).lines().stream())
        .toList();
  }

  private KnownHostsFile file(Path path) {
    return files.computeIfAbsent(path, KnownHostsFile::new);
  }

  private static String name(KnownHosts known, String host, int port) {
    if (known.alias().isPresent()) {
      return known.alias().get().toLowerCase(Locale.ROOT);
    }
    String lower = host.toLowerCase(Locale.ROOT);
    return port == 22 ? lower : "[" + lower + "]:" + port;
  }
}
