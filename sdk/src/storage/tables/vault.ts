export interface VaultTables {
  vault_scope: VaultScopeTable;
  vault_token: VaultTokenTable;
}

/** The keys of a scope of the redaction vault, wrapped with the vault's key. Deleting the row shreds its tokens. */
interface VaultScopeTable {
  tenant: string;
  scope: string;
  key_id: string;
  wrapped_keys: Uint8Array;
  created_at: number;
}

/** What a token stands for, sealed with its scope's key. */
interface VaultTokenTable {
  tenant: string;
  scope: string;
  token: string;
  type: string;
  /** What the value was where it stood. */
  form: "string" | "number";
  sealed_value: Uint8Array;
  created_at: number;
  expires_at: number | null;
}
