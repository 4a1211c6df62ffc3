package dev.holdfast.client.netmaker;

import dev.holdfast.client.http.Secret;

/// Who calls the API.
public sealed interface Credentials {

  /// The caller, for messages.
  String caller();

  /// An access token of a user, made by `POST /api/v1/users/access_token` (0.99 and newer).
  record AccessToken(Secret token) implements Credentials {
    @Override
    public String caller() {
      return "the owner of the access token";
    }
  }

  /// A user with password, logged in once per process at the first call.
  record Login(String user, Secret password) implements Credentials {
    @Override
    public String caller() {
      return "user " + user;
    }
  }

  /// The server's master key, which is refused where the server looks its caller up as a user.
  record MasterKey(Secret key) implements Credentials {
    @Override
    public String caller() {
      return "the master key";
    }
  }
}
