package dev.holdfast.transport.key;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// An OpenSSH certificate (PROTOCOL.certkeys), read from its blob.
public final class Certificate {
  private static final int HOST = 2;

  private final byte[] key;
  private final byte[] authority;
  private final int kind;
  private final String id;
  private final List<String> principals;
  private final long after;
  private final long before;
  private final boolean criticalOptions;
  private final byte[] signed;
  private final byte[] signature;

  private Certificate(byte[] blob) {
    WireReader in = new WireReader(blob);
    String plain = Signatures.plainType(in.string());
    in.bytes(); // nonce
    key = readKey(plain, in);
    in.uint64(); // serial
    kind = in.uint32();
    id = in.string();
    principals = names(in.bytes());
    after = in.uint64();
    before = in.uint64();
    criticalOptions = in.bytes().length > 0;
    in.bytes(); // extensions
    in.bytes(); // reserved
    authority = in.bytes();
    signed = Arrays.copyOf(blob, in.position());
    signature = in.bytes();
  }

  public static Certificate parse(byte[] blob) {
    if (!PublicKeys.certificate(blob)) {
      throw new KeyException("not a certificate but a key of type " + PublicKeys.type(blob));
    }
    return new Certificate(blob);
  }

  private static byte[] readKey(String type, WireReader in) {
    WireWriter out = new WireWriter().string(type);
    int fields = type.equals(PublicKeys.ED25519) ? 1 : 2;
    if (!type.equals(PublicKeys.ED25519)
        && !type.equals(PublicKeys.RSA)
        && Curve.ofKeyType(type).isEmpty()) {
      throw new KeyException("certificates of " + type + " keys are not supported");
    }
    for (int i = 0; i < fields; i++) {
      out.bytes(in.bytes());
    }
    return out.toBytes();
  }

  private static List<String> names(byte[] packed) {
    List<String> names = new ArrayList<>();
    WireReader in = new WireReader(packed);
    while (!in.atEnd()) {
      names.add(in.string());
    }
    return List.copyOf(names);
  }

  /// The blob of the key that is certified.
  public byte[] key() {
    return key.clone();
  }

  /// The blob of the authority's key.
  public byte[] authority() {
    return authority.clone();
  }

  public String id() {
    return id;
  }

  /// Why this is not a valid certificate of a host, or nothing. Whether its authority is trusted is
  /// the caller's question.
  public Optional<String> hostFault(String host, Instant now) {
    if (kind != HOST) {
      return Optional.of("it is a certificate of a user, not of a host");
    }
    if (criticalOptions) {
      return Optional.of("it has critical options, and none is known for hosts");
    }
    if (!principals.isEmpty()
        && principals.stream().noneMatch(name -> Patterns.matches(name, host))) {
      return Optional.of("it is for " + String.join(", ", principals) + ", not for " + host);
    }
    Optional<String> time = timeFault(now);
    if (time.isPresent()) {
      return time;
    }
    return Signatures.verify(authority, Optional.empty(), signed, signature)
        ? Optional.empty()
        : Optional.of("its signature is not the authority's");
  }

  private Optional<String> timeFault(Instant now) {
    long second = now.getEpochSecond();
    if (Long.compareUnsigned(second, after) < 0) {
      return Optional.of("it is not valid before " + Instant.ofEpochSecond(after));
    }
    if (Long.compareUnsigned(second, before) >= 0) {
      return Optional.of("it expired at " + Instant.ofEpochSecond(before));
    }
    return Optional.empty();
  }
}
