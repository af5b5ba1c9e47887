import type { ComponentChildren } from 'preact';
import type { FieldError, Page } from '#kit/web/page.ts';
import type { Values } from '#kit/web/route.ts';
import { Form, type FormProps } from '#kit/web/ui/index.ts';
import { contractAddress } from '../contract-address.ts';
import type { ContractHead } from '../contract-head.ts';
import { contractCrumbs, contractSide } from '../contract-navigation.ts';
import { ContractMark } from '../life/contract.marks.tsx';

/** The page of one form of the negotiation; cancelling leads back to where the discussion stands. */
export function negotiationForm(spec: {
  readonly contract: ContractHead;
  readonly title: string;
  readonly lead?: ComponentChildren;
  /** Address of the form below the negotiation's. */
  readonly at: string;
  readonly values: Values;
  readonly errors: readonly FieldError[];
  readonly submit: FormProps['submit'];
  readonly consequence?: ComponentChildren;
  /** Where cancelling leads, below the negotiation's address. */
  readonly back?: string;
  readonly before?: ComponentChildren;
  readonly after?: ComponentChildren;
  readonly fields: ComponentChildren;
  readonly wide?: boolean;
}): Page {
  const { contract } = spec;
  return {
    title: spec.title,
    lead: spec.lead,
    crumbs: contractCrumbs(contract, 'negotiation', spec.title),
    side: contractSide(contract, 'negotiation'),
    status: <ContractMark state={contract.state} />,
    synthetic: contract.synthetic,
    wide: spec.wide,
    body: (
      <>
        {spec.before}
        <Form
          action={contractAddress(contract.id, 'negotiation', spec.at)}
          values={spec.values}
          errors={spec.errors}
          submit={spec.submit}
          cancel={{ href: contractAddress(contract.id, 'negotiation', spec.back ?? '') }}
          consequence={spec.consequence}
        >
          {spec.fields}
        </Form>
        {spec.after}
      </>
    ),
  };
}
