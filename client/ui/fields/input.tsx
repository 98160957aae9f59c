/**
 * The only places where people type. What they type is private: the browser must not check, correct, complete or store
 * it, or send it to its maker's computers. The threat model says what a page cannot forbid.
 */
import type { InputHTMLAttributes, Ref, TextareaHTMLAttributes } from 'preact';

/**
 * Spelled so that Preact writes each as an attribute, unchanged: a browser that has `autocorrect` as a property takes
 * any text, also "off", for "on".
 */
const untold = {
  autoComplete: 'off',
  autoCapitalize: 'off',
  autoCorrect: 'off',
  spellcheck: false,
  writingsuggestions: 'false',
} as const;

type Fixed = keyof typeof untold | 'ref';

type InputProps = Omit<InputHTMLAttributes<HTMLInputElement>, Fixed | 'type'> & {
  type?: 'text' | 'tel' | 'search' | 'password' | undefined;
  box?: Ref<HTMLInputElement> | undefined;
};

export function Input({ type = 'text', box, ...rest }: InputProps) {
  // preact's types allow one literal kind at a time; all of ours take the same attributes.
  return <input ref={box ?? null} {...(rest as object)} type={type as 'text'} {...untold} />;
}

type TextBoxProps = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, Fixed> & {
  box?: Ref<HTMLTextAreaElement> | undefined;
};

export function TextBox({ box, ...rest }: TextBoxProps) {
  return <textarea ref={box ?? null} {...(rest as object)} {...untold} />;
}

type FileInputProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'ref' | 'onChange' | 'value'> & {
  onFile: (file: File | undefined) => void;
  /** At once, so that the same file can be chosen again. */
  forget?: boolean | undefined;
};

export function FileInput({ onFile, forget = false, ...rest }: FileInputProps) {
  return (
    <input
      {...(rest as object)}
      type="file"
      onChange={(event) => {
        onFile(event.currentTarget.files?.[0]);
        if (forget) event.currentTarget.value = '';
      }}
    />
  );
}
