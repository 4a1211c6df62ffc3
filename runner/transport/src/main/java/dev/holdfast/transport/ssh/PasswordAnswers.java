package dev.holdfast.transport.ssh;

import dev.holdfast.transport.Secret;
import java.util.List;
import net.schmizz.sshj.userauth.method.ChallengeResponseProvider;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.Resource;

/// Gives one password to the methods `password` and `keyboard-interactive`: once, and in the latter
/// only to a question that hides what is typed.
final class PasswordAnswers implements PasswordFinder, ChallengeResponseProvider {
  private final Secret password;
  private boolean used;

  PasswordAnswers(Secret password) {
    this.password = password;
  }

  @Override
  public char[] reqPassword(Resource<?> resource) {
    return password.reveal().toCharArray();
  }

  @Override
  public boolean shouldRetry(Resource<?> resource) {
    return false;
  }

  @Override
  public List<String> getSubmethods() {
    return List.of();
  }

  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public void init(Resource resource, String name, String instruction) {
    // Nothing of the greeting matters.
  }

  @Override
  public char[] getResponse(String prompt, boolean echo) {
    if (echo || used) {
      return new char[0];
    }
    used = true;
    return password.reveal().toCharArray();
  }

  @Override
  public boolean shouldRetry() {
    return false;
  }
}
