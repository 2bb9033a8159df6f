package io.logboom.packages;

/**
 * One thing that a package puts somewhere. Paths are relative to the root of the file system, with
 * slashes between names and none at either end; modes are the nine permission bits.
 */
sealed interface Entry {

  String path();

  /** A folder, which may stay empty. */
  record Folder(String path, int mode, Owner owner) implements Entry {}

  /** A file. */
  record Plain(String path, int mode, Role role, Content content) implements Entry {}

  /** A symbolic link; {@code target} as it stands in the link. */
  record Link(String path, String target) implements Entry {}

  /** Who owns a folder; files belong to root. */
  record Owner(String name, int id) {
    static final Owner ROOT = new Owner("root", 0);
  }

  /** What a file is to those who administer the machine. */
  enum Role {
    PROGRAM,
    /** Belongs to the administrator: an upgrade leaves it as it is. */
    CONFIGURATION,
    DOCUMENT,
    LICENCE
  }
}
