package dev.holdfast.transport.ssh;

import dev.holdfast.transport.Secret;
import dev.holdfast.transport.Target.Credential;
import dev.holdfast.transport.key.AgentClient;
import dev.holdfast.transport.key.CertifiedKey;
import dev.holdfast.transport.key.KeyException;
import dev.holdfast.transport.key.PrivateKeys;
import dev.holdfast.transport.key.PublicKeys;
import dev.holdfast.transport.key.Signatures;
import dev.holdfast.transport.key.UserKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import net.schmizz.sshj.userauth.method.AuthKeyboardInteractive;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthPassword;

/// Everything that one server is offered, in order, made of a hop's credentials; and why some of
/// those could not be used.
final class Attempts {
  /// One thing to offer.
  ///
  /// @param what for messages; never the secret itself
  record Attempt(String method, String what, Supplier<AuthMethod> make) {}

  private final List<Attempt> attempts = new ArrayList<>();
  private final List<Attempt> late = new ArrayList<>();
  private final List<Attempt> typed = new ArrayList<>();
  private final List<String> unusable = new ArrayList<>();
  private final Set<String> offered = new HashSet<>();

  private Attempts() {}

  /// @param doubt why nothing secret may be sent, when the host key is not the known one
  static Attempts of(List<Credential> credentials, Optional<String> doubt) {
    Attempts result = new Attempts();
    boolean passwordFirst =
        !credentials.isEmpty() && credentials.getFirst() instanceof Credential.Password;
    for (Credential credential : credentials) {
      try {
        result.add(credential, doubt);
      } catch (KeyException e) {
        result.unusable.add(e.getMessage());
      }
    }
    result.attempts.addAll(result.late);
    result.attempts.addAll(passwordFirst ? 0 : result.attempts.size(), result.typed);
    return result;
  }

  List<Attempt> inOrder() {
    return List.copyOf(attempts);
  }

  List<String> unusable() {
    return List.copyOf(unusable);
  }

  private void add(Credential credential, Optional<String> doubt) {
    switch (credential) {
      case Credential.Password(Secret password) -> {
        if (doubt.isPresent()) {
          unusable.add("the password was not sent, because the host key changed");
        } else {
          password(password);
        }
      }
      case Credential.KeyFile file -> keyFile(file);
      case Credential.KeyText(Secret text, Optional<Secret> passphrase) ->
          key(PrivateKeys.parse(text.reveal(), passphrase, "given as text"), false);
      case Credential.Agent agent -> agent(agent);
    }
  }

  private void password(Secret password) {
    typed.add(
        new Attempt(
            "password", "the password", () -> new AuthPassword(new PasswordAnswers(password))));
    typed.add(
        new Attempt(
            "keyboard-interactive",
            "the password, asked for interactively",
            () -> new AuthKeyboardInteractive(new PasswordAnswers(password))));
  }

  private void agent(Credential.Agent agent) {
    Optional<List<byte[]>> only = agent.only().map(Attempts::publicHalves);
    for (UserKey key : new AgentClient(agent.socket()).keys()) {
      boolean wanted =
          only.map(blobs ->
                  blobs.stream()
                      .anyMatch(blob -> Arrays.equals(blob, PublicKeys.plain(key.blob()))))
              .orElse(true);
      if (wanted) {
        key(key, true);
      }
    }
  }

  private static List<byte[]> publicHalves(List<String> files) {
    return files.stream()
        .flatMap(file -> readText(file + ".pub").or(() -> readText(file)).stream())
        .flatMap(text -> PublicKeys.parseLine(text).stream())
        .toList();
  }

  private void keyFile(Credential.KeyFile file) {
    String text =
        readText(file.path())
            .orElseThrow(() -> new KeyException("key " + file.path() + ": no such file"));
    if (PublicKeys.parseLine(text).isPresent()) {
      return; // a public key stands for one of the agent's, which was offered already
    }
    UserKey key = PrivateKeys.parse(text, file.passphrase(), file.path());
    if (file.certificate().isPresent()) {
      String path = file.certificate().get();
      String line =
          readText(path)
              .orElseThrow(() -> new KeyException("certificate " + path + ": no such file"));
      byte[] certificate =
          PublicKeys.parseLine(line)
              .orElseThrow(() -> new KeyException("certificate " + path + ": not a certificate"));
      key(CertifiedKey.of(key, certificate), false);
      return;
    }
    readText(file.path() + "-cert.pub")
        .flatMap(PublicKeys::parseLine)
        .ifPresent(certificate -> key(CertifiedKey.of(key, certificate), false));
    key(key, false);
  }

  private void key(UserKey key, boolean askFirst) {
    List<String> algorithms = Signatures.algorithms(PublicKeys.type(key.blob()));
    if (!offered.add(PublicKeys.fingerprint(key.blob()))) {
      return;
    }
    attempts.add(attempt(key, algorithms.getFirst(), askFirst));
    if (!askFirst) {
      // Servers that know only one of RSA's two hashes are rare: the other one is tried last.
      algorithms.stream().skip(1).forEach(other -> late.add(attempt(key, other, false)));
    }
  }

  private static Attempt attempt(UserKey key, String algorithm, boolean askFirst) {
    return new Attempt(
        "publickey", key.description(), () -> new KeyMethod(key, algorithm, askFirst));
  }

  private static Optional<String> readText(String path) {
    try {
      Path file = Path.of(path);
      return Files.isRegularFile(file)
          ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (InvalidPathException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new KeyException("key " + path + " cannot be read: " + e.getMessage(), e);
    }
  }
}
