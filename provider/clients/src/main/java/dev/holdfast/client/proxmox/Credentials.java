package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.Secret;
import java.util.regex.Pattern;

/// Who calls the API.
public sealed interface Credentials {

  /// Whether this is root@pam itself, who alone may set root-only options; a token of root is not.
  boolean root();

  /// An API token: `user@realm!name` and its secret.
  record ApiToken(String id, Secret secret) implements Credentials {
    private static final Pattern ID =
        Pattern.compile("[^\\s:/@!=]+(@[^\\s:/@!=]+)+![A-Za-z][\\w.-]+");

    public ApiToken {
      if (!ID.matcher(id).matches()) {
        throw new IllegalArgumentException(
            "An API token is written user@realm!name=secret; its part before '=' is malformed.");
      }
    }

    /// Reads `user@realm!name=secret`, with or without the header's prefix `PVEAPIToken=`.
    public static ApiToken parse(Secret token) {
      String text = token.reveal().strip().replaceFirst("^PVEAPIToken[= ]", "");
      int equals = text.indexOf('=');
      if (equals < 1 || equals == text.length() - 1) {
        throw new IllegalArgumentException("An API token is written user@realm!name=secret.");
      }
      return new ApiToken(text.substring(0, equals), Secret.of(text.substring(equals + 1)));
    }

    @Override
    public boolean root() {
      return false;
    }
  }

  /// A user with password, for which a ticket is fetched and renewed.
  record Login(String user, Secret password, SecondFactor secondFactor) implements Credentials {
    public Login {
      if (!user.matches("[^\\s:/]+@[^\\s:/@]+")) {
        throw new IllegalArgumentException("A user is written name@realm, for example root@pam.");
      }
    }

    @Override
    public boolean root() {
      return user.equals("root@pam");
    }
  }

  /// What a login has besides the password.
  sealed interface SecondFactor {

    record None() implements SecondFactor {}

    /// A one-time code, good for one login; the ticket is renewed without it while it lasts.
    record Code(Secret code) implements SecondFactor {}

    /// The key of an authenticator in base32, from which codes are computed whenever needed.
    record AuthenticatorKey(Secret key) implements SecondFactor {}
  }
}
