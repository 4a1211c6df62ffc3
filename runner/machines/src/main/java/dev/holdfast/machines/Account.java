package dev.holdfast.machines;

/// A user of a machine. All of them log in with the machine's client key or with their password.
///
/// @param home the home directory inside the machine
public record Account(String name, String password, String home) {
  @Override
  public String toString() {
    return "Account[" + name + "]";
  }
}
